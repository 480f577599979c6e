import type { WriteSettings } from '../../../cql/statement.js';
import { namesOf, ofRequest } from '../../../query/plan/option-names.js';

/** How a row of a versioned table is written. */
export interface VersionedWriteOptions extends WriteSettings {
  /**
   * Milliseconds all requests of the write may take together, its tries and the batch for its projections included.
   *
   * @default 10000
   */
  readonly deadlineMs?: number;
}

/** How a row of a versioned table is changed or deleted. */
export interface ExpectingWriteOptions extends VersionedWriteOptions {
  /**
   * What `versionOf(row)` gave. If the row has another version, nothing is written and `ConcurrentUpdateError` thrown with the
   * reason 'version'.
   */
  readonly expectedVersion?: string;
}

/** What options of versioned writes may be called. */
export const versionedNames = namesOf<ExpectingWriteOptions>({
  ...ofRequest,
  deadlineMs: true,
  expectedVersion: true,
});
