import { CassandraRequestError } from './cassandra-request.error.js';

/** An error of the driver or the server that has no class of its own. */
export class UncategorizedCassandraError extends CassandraRequestError {
  override readonly code = 'uncategorized';
}
