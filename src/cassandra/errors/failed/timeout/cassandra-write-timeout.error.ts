import { CassandraRequestError } from '../cassandra-request.error.js';

/** The coordinator gave up waiting for replicas to confirm a write: it may have happened, in part or in whole. */
export class CassandraWriteTimeoutError extends CassandraRequestError {
  override readonly code = 'write-timeout';
}
