import { CassandraRequestError } from '../cassandra-request.error.js';

/** The coordinator gave up waiting for replicas to answer a read, or what a conditional write has to read first: `mayBeApplied`. */
export class CassandraReadTimeoutError extends CassandraRequestError {
  override readonly code = 'read-timeout';
}
