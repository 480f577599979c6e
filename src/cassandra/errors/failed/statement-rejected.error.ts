import { CassandraRequestError } from './cassandra-request.error.js';

/**
 * The server refused a statement that this package had let through: a defect of this package, or of a statement of your own
 * (`cql`). `cause` holds the server's reason; it may quote values.
 */
export class StatementRejectedError extends CassandraRequestError {
  override readonly code = 'statement-rejected';
}
