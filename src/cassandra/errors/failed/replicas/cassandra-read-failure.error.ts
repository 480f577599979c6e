import { CassandraRequestError } from '../cassandra-request.error.js';

/** A replica failed on a read, mostly over too many tombstones. Of a conditional write: `mayBeApplied`. */
export class CassandraReadFailureError extends CassandraRequestError {
  override readonly code: 'read-failure' | 'index-building' = 'read-failure';
}
