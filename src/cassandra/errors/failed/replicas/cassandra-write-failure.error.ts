import { CassandraRequestError } from '../cassandra-request.error.js';

/** A replica failed on a write; others may have applied it. */
export class CassandraWriteFailureError extends CassandraRequestError {
  override readonly code = 'write-failure';
}
