import { errors } from 'cassandra-driver';
import { protocolCodes } from './protocol-codes.js';
import { UncategorizedCassandraError } from '../failed/uncategorized-cassandra.error.js';

/** Did the server refuse a page state? It says so by a protocol error, or by failing: after an upgrade even to one of its own. */
export function isRefusedPageState(error: unknown): boolean {
  if (!(error instanceof UncategorizedCassandraError)) return false;
  const { cause } = error;
  return (
    cause instanceof errors.ResponseError &&
    (cause.code === protocolCodes.protocolError || cause.code === 0)
  );
}
