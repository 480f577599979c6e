import { CassandraRequestError } from './cassandra-request.error.js';

/** The server refused a statement that this package had let through: a defect of this package. */
export class StatementRejectedError extends CassandraRequestError {
  override readonly code = 'statement-rejected';
}
