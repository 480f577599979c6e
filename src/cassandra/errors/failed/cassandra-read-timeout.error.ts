import { CassandraRequestError } from './cassandra-request.error.js';

/** The coordinator gave up waiting for replicas to answer a read. */
export class CassandraReadTimeoutError extends CassandraRequestError {
  override readonly code = 'read-timeout';
}
