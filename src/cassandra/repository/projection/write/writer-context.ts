import type { SerialConsistency } from '../../../cql/consistency.js';
import type { StatementRunner } from '../../../cql/statement.js';
import type { TableFamily } from '../family/table-family.js';
import type { WriteSteps } from './write-steps.js';

/** What a writer of one base works with. */
export interface WriterContext {
  readonly family: TableFamily;
  readonly runner: StatementRunner;
  /** Of the reads that settle what became of a transaction. */
  readonly serialConsistency: SerialConsistency;
  readonly maxBatchBytes: number;
  readonly steps: WriteSteps;
}
