import { errors } from 'cassandra-driver';
import { CassandraAuthenticationError } from '../failed/cassandra-authentication.error.js';
import { CassandraConfigurationError } from '../refused/cassandra-configuration.error.js';
import { CassandraOverloadedError } from '../failed/replicas/cassandra-overloaded.error.js';
import type { CassandraError } from '../cassandra-error.js';
import type { RequestContext } from '../failed/cassandra-request.error.js';
import { CassandraRequestTimeoutError } from '../failed/timeout/cassandra-request-timeout.error.js';
import { CassandraSchemaError } from '../failed/cassandra-schema.error.js';
import {
  CassandraUnreachableError,
  type HostFailure,
} from '../failed/cassandra-unreachable.error.js';
import { innerErrors, isDriverError, isEncodingError, isSocketError } from './driver-error.js';
import { isTlsError, tlsProblem } from './tls-error.js';
import { protocolCodes } from './protocol-codes.js';
import { roleLookupError } from './role-lookup.js';
import { StatementRejectedError } from '../failed/statement-rejected.error.js';
import { translateResponseError } from './translate-response-error.js';
import { UncategorizedCassandraError } from '../failed/uncategorized-cassandra.error.js';

/**
 * The driver's error as ours; what is not from the driver comes back unchanged. Pure.
 *
 * One failure comes in two classes (a time-out alone, or inside NoHostAvailableError when the statement was idempotent), so
 * the errors of all hosts are looked at and the one that leaves the outcome most uncertain decides.
 */
export function translateDriverError(error: unknown, context: RequestContext): unknown {
  if (error instanceof errors.NoHostAvailableError) return translateHosts(error, context);
  if (isDriverError(error) || isEncodingError(error)) return translateOne(error, context, error);
  return error;
}

function translateHosts(
  error: errors.NoHostAvailableError,
  context: RequestContext,
): CassandraError {
  const inner = innerErrors(error);
  const decisive = mostUncertain(inner.map(([, one]) => one));
  if (decisive === undefined) return unreachable(context, error, []);
  const untrusted = inner.map(([, one]) => one).find(isTlsError);
  if (untrusted !== undefined && context.operation === 'connect') {
    return new CassandraConfigurationError(tlsProblem(untrusted), context, { cause: error });
  }
  if (isSocketError(decisive) || isNeverSent(decisive)) return unreachable(context, error, inner);
  return translateOne(decisive, context, error);
}

/** Lower is more uncertain: a request that timed out or whose socket closed may have been executed. */
function uncertainty(error: Error): number {
  if (error instanceof errors.OperationTimedOutError) return 0;
  if (error instanceof errors.ResponseError) {
    if (error.code === protocolCodes.writeTimeout) return 1;
    if (error.code === protocolCodes.unprepared) return 2;
    return 4;
  }
  if (error instanceof errors.AuthenticationError) return 5;
  if (error instanceof errors.ArgumentError) return 6;
  if (error instanceof errors.BusyConnectionError) return 7;
  return isSocketError(error) && !isNeverSent(error) ? 3 : 8;
}

function mostUncertain(all: readonly Error[]): Error | undefined {
  return [...all].sort((a, b) => uncertainty(a) - uncertainty(b))[0];
}

const neverSentCodes = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'];
/** The driver's own words where no connection was there to send by; it gives them no class or code. */
const neverSentMessages = [
  'Connection timeout',
  'Host considered as DOWN',
  'No connection available',
];

function isNeverSent(error: Error): boolean {
  return (
    neverSentCodes.includes(String(Reflect.get(error, 'code'))) ||
    neverSentMessages.includes(error.message) ||
    isTlsError(error)
  );
}

function translateOne(error: Error, context: RequestContext, cause: Error): CassandraError {
  const isWrite = context.operation === 'write';
  if (error instanceof errors.ResponseError) return translateResponseError(error, context, cause);
  if (error instanceof errors.OperationTimedOutError) {
    const problem = 'no answer came in time.';
    return new CassandraRequestTimeoutError(problem, context, { cause, mayBeApplied: isWrite });
  }
  if (error instanceof errors.AuthenticationError) {
    const problem = 'the credentials were refused. Check username and password.';
    return (
      roleLookupError(error.message, context, cause) ??
      new CassandraAuthenticationError(problem, context, { cause })
    );
  }
  if (error instanceof errors.BusyConnectionError) {
    const problem = 'too many requests are in flight in this process.';
    return new CassandraOverloadedError(problem, context, { cause });
  }
  if (error instanceof errors.ArgumentError && context.operation === 'connect') {
    return new CassandraConfigurationError(error.message, context, { cause });
  }
  if (error instanceof errors.ArgumentError || isEncodingError(error)) {
    // The text of an encoder's error may hold the value it could not encode.
    const problem = 'the driver refused a value or option that had passed every check.';
    return new StatementRejectedError(problem, context, { cause });
  }
  if (isSocketError(error)) return unreachable(context, cause, [['', error]]);
  if (context.operation === 'schema') {
    return new CassandraSchemaError('the driver failed.', context, { cause });
  }
  return new UncategorizedCassandraError('the driver failed.', context, {
    cause,
    mayBeApplied: isWrite,
  });
}

function unreachable(
  context: RequestContext,
  cause: Error,
  inner: readonly [string, Error][],
): CassandraUnreachableError {
  const hosts = inner.map(([host, error]): HostFailure => ({ host, reason: reasonOf(error) }));
  const mayBeApplied =
    context.operation === 'write' && inner.some(([, error]) => !isNeverSent(error));
  return new CassandraUnreachableError('no node could be reached.', context, hosts, {
    cause,
    mayBeApplied,
  });
}

/** A socket's code where it has one: its message repeats host and port. */
function reasonOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : error.message;
}
