import { CassandraRequestError } from './cassandra-request.error.js';

/** The schema changed under a statement, or a change of the schema failed. */
export class CassandraSchemaError extends CassandraRequestError {
  override readonly code = 'schema';
}
