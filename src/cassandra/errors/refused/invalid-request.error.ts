import { CassandraError } from '../cassandra-error.js';
import { type Fault, faultText } from '../fault.js';

/** A request this package refused: nothing was sent. The caller's mistake. All faults of one request come together. */
export abstract class InvalidRequestError extends CassandraError {
  /** The code of the first fault. */
  override readonly code: string;
  /** The name of the table. */
  readonly table: string;
  /** Everything that is wrong with the request, at least one fault. */
  readonly faults: readonly Fault[];

  constructor(table: string, faults: readonly [Fault, ...Fault[]]) {
    super(faults.map((fault) => `${table}: ${faultText(fault)}`).join('\n'));
    this.code = faults[0].code;
    this.table = table;
    this.faults = faults;
  }

  /** Property names of all columns at fault. */
  get columns(): readonly string[] {
    return [...new Set(this.faults.flatMap((fault) => fault.columns))];
  }

  /** What mends the request, one line per fault. */
  get fix(): string {
    return this.faults.map((fault) => fault.fix).join('\n');
  }
}
