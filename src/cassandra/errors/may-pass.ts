import { CassandraReadTimeoutError } from './failed/cassandra-read-timeout.error.js';
import type { CassandraRequestError } from './failed/cassandra-request.error.js';
import { CassandraRequestTimeoutError } from './failed/cassandra-request-timeout.error.js';
import { CassandraUnavailableError } from './failed/cassandra-unavailable.error.js';
import { CassandraUnreachableError } from './failed/cassandra-unreachable.error.js';
import { CassandraWriteTimeoutError } from './failed/cassandra-write-timeout.error.js';

/** Is it the state of the cluster, so that the same may be answered a moment later? */
export function mayPass(error: unknown): error is CassandraRequestError {
  return (
    error instanceof CassandraUnreachableError ||
    error instanceof CassandraUnavailableError ||
    error instanceof CassandraRequestTimeoutError ||
    error instanceof CassandraReadTimeoutError ||
    error instanceof CassandraWriteTimeoutError
  );
}
