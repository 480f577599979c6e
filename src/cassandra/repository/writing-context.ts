import type { SerialConsistency } from '../cql/consistency.js';
import type { WriteSteps } from './projection/write/write-steps.js';
import type { RepositoryContext } from './repository-context.js';

/** What a repository works with that keeps projections in step. */
export interface WritingContext extends RepositoryContext {
  readonly maxBatchBytes: number;
  /** Of lightweight transactions, and of reads that settle them. */
  readonly serialConsistency: SerialConsistency;
  /** Of the versioned writes in a test. */
  readonly steps?: WriteSteps;
}
