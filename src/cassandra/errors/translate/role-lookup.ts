import {
  type CassandraRequestError,
  type RequestContext,
} from '../failed/cassandra-request.error.js';
import { CassandraUnreachableError } from '../failed/cassandra-unreachable.error.js';

/** Cassandra calls it a refused login or a missing permission when it could not read its own tables of roles. */
const lookupFailed = /Unable to perform auth(entication|orization)/;

/** The node knows nothing against the role, it could not look it up: that passes, where refused credentials do not. */
export function roleLookupError(
  message: string,
  context: RequestContext,
  cause: Error,
): CassandraRequestError | undefined {
  if (!lookupFailed.test(message)) return undefined;
  const problem = 'the node cannot look up the role, as too few replicas of system_auth are alive.';
  return new CassandraUnreachableError(problem, context, [], { cause });
}
