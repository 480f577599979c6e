import { STATUS_CODES } from 'node:http';
import type { CassandraError } from '../errors/cassandra-error.js';
import { CassandraAuthenticationError } from '../errors/failed/cassandra-authentication.error.js';
import { CassandraOverloadedError } from '../errors/failed/replicas/cassandra-overloaded.error.js';
import { CassandraReadTimeoutError } from '../errors/failed/timeout/cassandra-read-timeout.error.js';
import { CassandraRequestError } from '../errors/failed/cassandra-request.error.js';
import { CassandraRequestTimeoutError } from '../errors/failed/timeout/cassandra-request-timeout.error.js';
import { CassandraUnavailableError } from '../errors/failed/replicas/cassandra-unavailable.error.js';
import { CassandraUnreachableError } from '../errors/failed/cassandra-unreachable.error.js';
import { CassandraWriteTimeoutError } from '../errors/failed/timeout/cassandra-write-timeout.error.js';
import { ConcurrentUpdateError } from '../errors/failed/concurrent-update.error.js';
import { IndexBuildingError } from '../errors/failed/replicas/index-building.error.js';
import { GuardrailViolatedError } from '../errors/failed/guardrail-violated.error.js';
import { ProjectionLagError } from '../errors/failed/projection-lag.error.js';
import { StreamTimeoutError } from '../errors/failed/timeout/stream-timeout.error.js';
import { CassandraConfigurationError } from '../errors/refused/cassandra-configuration.error.js';
import { InvalidCursorError } from '../errors/refused/invalid-cursor.error.js';
import { InvalidQueryError } from '../errors/refused/invalid-query.error.js';
import { InvalidRequestError } from '../errors/refused/invalid-request.error.js';
import { PayloadTooLargeError } from '../errors/refused/payload-too-large.error.js';
import { RowNotFoundError } from '../errors/row-not-found.error.js';

/** RFC 9457, `application/problem+json`. */
export interface CassandraProblem {
  /** Always 'about:blank': `code` tells the kinds apart. */
  readonly type: string;
  /** The phrase of the status. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  /** For people; may change. */
  readonly detail: string;
  /** The error's own; stable, for programs. */
  readonly code: string;
  /** What was wrong with which properties of a refused request. */
  readonly errors?: readonly {
    readonly property: string;
    readonly messages: readonly string[];
    /** Of this fault; the problem's own is that of the first. */
    readonly code: string;
    /** The declaration or call that mends it. */
    readonly fix: string;
  }[];
  /** Of a write that got no answer: it may have happened. */
  readonly mayBeApplied?: boolean;
  /** Of a write that will be applied all the same: it must not be repeated. */
  readonly willBeApplied?: true;
}

type Answer = Pick<CassandraProblem, 'status' | 'detail'>;

const internal: Answer = { status: 500, detail: 'The request failed on our side.' };

/**
 * What a client is told of a failure in or before Cassandra: no CQL, no value, no address. The message of the error itself is
 * for the log. Refused requests are 400 (queries) or 422 (values, writes), a write that gave way to others 409 or, where it expected
 * a version, 412, a cluster that cannot serve now is 503, one that did
 * not answer in time 504, everything that no client can do anything about 500.
 */
export function cassandraProblem(error: CassandraError): CassandraProblem {
  const isRefusal = error instanceof InvalidRequestError && error.code !== 'missing-value';
  const isWrite = error instanceof CassandraRequestError && error.operation === 'write';
  const { status, detail } = isRefusal ? refusalOf(error) : answerTo(error);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code: error.code,
    ...(isRefusal && { errors: faultsOf(error) }),
    ...(isWrite && { mayBeApplied: error.mayBeApplied }),
    ...(isWrite && error.willBeApplied && { willBeApplied: true as const }),
  };
}

function answerTo(error: CassandraError): Answer {
  if (error instanceof InvalidCursorError) {
    return {
      status: 400,
      detail: 'The cursor is not valid for this list. Start again without it.',
    };
  }
  if (error instanceof ConcurrentUpdateError) {
    return error.reason === 'version'
      ? { status: 412, detail: 'The row was changed meanwhile. Read it again.' }
      : { status: 409, detail: 'The row is being changed by others. Try again later.' };
  }
  if (error instanceof RowNotFoundError) return { status: 404, detail: 'There is no such row.' };
  if (error instanceof PayloadTooLargeError) {
    return { status: 413, detail: 'The data has too many bytes.' };
  }
  if (error instanceof GuardrailViolatedError) {
    return {
      status: 422,
      detail: 'A limit that the operator of the database has set is exceeded.',
    };
  }
  if (isOutOfReach(error)) {
    return { status: 503, detail: 'The database cannot serve this now. Try again later.' };
  }
  return isTimeout(error)
    ? { status: 504, detail: 'The database did not answer in time.' }
    : internal;
}

/** A role that lacks a permission is our fault, not a database that is away: only while connecting it is the latter. */
function isOutOfReach(error: CassandraError): boolean {
  return (
    error instanceof CassandraUnreachableError ||
    error instanceof CassandraOverloadedError ||
    error instanceof CassandraUnavailableError ||
    error instanceof IndexBuildingError ||
    error instanceof CassandraConfigurationError ||
    (error instanceof CassandraAuthenticationError && error.operation === 'connect')
  );
}

function isTimeout(error: CassandraError): boolean {
  return (
    error instanceof CassandraReadTimeoutError ||
    error instanceof CassandraWriteTimeoutError ||
    error instanceof CassandraRequestTimeoutError ||
    error instanceof ProjectionLagError ||
    error instanceof StreamTimeoutError
  );
}

/** Refused by us before anything was sent. A row that lacks a value was refused on reading: not the client's doing. */
function refusalOf(error: InvalidRequestError): Answer {
  return {
    status: error instanceof InvalidQueryError ? 400 : 422,
    detail: 'The request cannot be served with these values.',
  };
}

function faultsOf(error: InvalidRequestError): NonNullable<CassandraProblem['errors']> {
  return error.faults.map((fault) => ({
    property: fault.columns.join(', '),
    code: fault.code,
    messages: [fault.problem],
    fix: fault.fix,
  }));
}
