import { CassandraRequestError } from '../cassandra-request.error.js';

/** This process or the node has too many requests at once. Try again later. */
export class CassandraOverloadedError extends CassandraRequestError {
  override readonly code = 'overloaded';
}
