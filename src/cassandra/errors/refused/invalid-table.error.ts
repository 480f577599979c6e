import { CassandraError } from '../cassandra-error.js';
import { type Fault, faultText } from '../fault.js';

/** What a declaration can do wrong. */
export const tableFaultCodes = [
  'table-class',
  'table-name',
  'table-twice',
  'column-name',
  'column-type',
  'column-default',
  'collection',
  'vector',
  'udt',
  'partition-key',
  'key-column',
  'static-column',
  'counter-column',
  'clustering-order',
  'index-column',
  'index-type',
  'index-target',
  'table-options',
  'class-field',
  'projection',
] as const;

/** What a declaration can do wrong. */
export type TableFaultCode = (typeof tableFaultCodes)[number];

/** A fault of a declaration, with the table it was found in. */
export interface TableFault extends Fault<TableFaultCode> {
  /** The table's name; of what is no table class, its place: `tables[1]`. */
  readonly table: string;
}

/** Declarations that Cassandra could not hold or this package could not map: all faults of all tables at once. */
export class InvalidTableError extends CassandraError {
  /** The code of the first fault. */
  override readonly code: TableFaultCode;

  constructor(
    /** Every fault of every table. */ readonly faults: readonly [TableFault, ...TableFault[]],
  ) {
    super(
      `Invalid table declarations:\n${faults
        .map((fault) => `- ${[fault.table, ...fault.columns].join('.')}: ${faultText(fault)}`)
        .join('\n')}`,
    );
    this.code = faults[0].code;
  }
}
