import { CassandraRequestError } from '../cassandra-request.error.js';

/** A replica failed on a read: mostly too many tombstones, or an index that is still being built. Of a conditional write: `mayBeApplied`. */
export class CassandraReadFailureError extends CassandraRequestError {
  override readonly code = 'read-failure';
}
