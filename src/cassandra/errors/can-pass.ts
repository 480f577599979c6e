import { CassandraOverloadedError } from './failed/replicas/cassandra-overloaded.error.js';
import { CassandraReadTimeoutError } from './failed/timeout/cassandra-read-timeout.error.js';
import { CassandraRequestTimeoutError } from './failed/timeout/cassandra-request-timeout.error.js';
import { CassandraUnavailableError } from './failed/replicas/cassandra-unavailable.error.js';
import { CassandraUnreachableError } from './failed/cassandra-unreachable.error.js';
import { CassandraWriteTimeoutError } from './failed/timeout/cassandra-write-timeout.error.js';
import { IndexBuildingError } from './failed/replicas/index-building.error.js';

/**
 * May the same read, or a write that may be repeated, succeed a little later? Nodes that are down, slow or busy come back, and
 * indexes get built. Another read failure does not pass: mostly there are too many tombstones. A connection that was closed here stays closed; its error has no cause.
 */
export function canPass(error: unknown): boolean {
  if (error instanceof CassandraUnreachableError) return error.cause !== undefined;
  return (
    error instanceof CassandraOverloadedError ||
    error instanceof CassandraReadTimeoutError ||
    error instanceof CassandraRequestTimeoutError ||
    error instanceof CassandraUnavailableError ||
    error instanceof CassandraWriteTimeoutError ||
    error instanceof IndexBuildingError
  );
}
