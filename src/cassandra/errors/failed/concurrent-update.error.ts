import { CassandraRequestError } from './cassandra-request.error.js';

/** Why a versioned write gave way to others. */
export type ConcurrentUpdateReason = 'version' | 'contention';

/**
 * Another write of the row came first, and nothing was written. `version`: the row no longer has the `expectedVersion`; read it
 * again. `contention`: every try met another write; try again later.
 */
export class ConcurrentUpdateError extends CassandraRequestError {
  override readonly code = 'concurrent-update';

  constructor(
    table: string,
    /** What the caller can do about it differs by it. */
    readonly reason: ConcurrentUpdateReason,
  ) {
    super(
      reason === 'version'
        ? 'the row no longer has the expected version. Read it again, and decide anew.'
        : 'other writes of the row came first, each time. Try again later.',
      { operation: 'write', table },
    );
  }
}
