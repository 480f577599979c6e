import { CassandraRequestError } from '../cassandra-request.error.js';

/** No answer came within the time allowed. A write may have happened. */
export class CassandraRequestTimeoutError extends CassandraRequestError {
  override readonly code = 'request-timeout';
}
