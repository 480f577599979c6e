import { CassandraRequestError } from './cassandra-request.error.js';

/**
 * The row is written, its projections are not yet: they will be, when the repairer comes to what the write recorded before it
 * began. Do not repeat the write. `cause` is what kept it from writing them.
 */
export class ProjectionLagError extends CassandraRequestError {
  override readonly code = 'projection-lag';

  constructor(table: string, cause: unknown) {
    super(
      'it is written, but its projections could not be within the deadline; the repairer will.',
      { operation: 'write', table },
      { cause, willBeApplied: true },
    );
  }
}
