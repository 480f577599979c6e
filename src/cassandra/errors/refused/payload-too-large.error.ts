import { CassandraRequestError } from '../failed/cassandra-request.error.js';

/** The server refused a write for its size. */
export class PayloadTooLargeError extends CassandraRequestError {
  override readonly code = 'payload-too-large';
}
