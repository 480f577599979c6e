import {
  CassandraAuthenticationError,
  CassandraConfigurationError,
  type CassandraError,
  CassandraOverloadedError,
  CassandraReadTimeoutError,
  CassandraRequestError,
  CassandraRequestTimeoutError,
  CassandraUnavailableError,
  CassandraUnreachableError,
  CassandraWriteTimeoutError,
  GuardrailViolatedError,
  InvalidCursorError,
  InvalidQueryError,
  InvalidRequestError,
  PayloadTooLargeError,
  RowNotFoundError,
} from '../../cassandra/index.js';
import { invalidCursor, type ProblemParts } from './problem.js';

type Answer = Pick<ProblemParts, 'status' | 'detail'>;

const internal: Answer = { status: 500, detail: 'The request failed on our side.' };

/**
 * What a client is told of a failure in or before Cassandra: no CQL, no value, no address. The message of the error itself is
 * for the log.
 */
export function cassandraProblem(error: CassandraError): ProblemParts {
  if (error instanceof InvalidRequestError) return refused(error);
  const isWrite = error instanceof CassandraRequestError && error.operation === 'write';
  return {
    ...answerTo(error),
    code: error.code,
    ...(isWrite && { mayBeApplied: error.mayBeApplied }),
  };
}

function answerTo(error: CassandraError): Answer {
  if (error instanceof InvalidCursorError) return invalidCursor;
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
    error instanceof CassandraConfigurationError ||
    (error instanceof CassandraAuthenticationError && error.operation === 'connect')
  );
}

function isTimeout(error: CassandraError): boolean {
  return (
    error instanceof CassandraReadTimeoutError ||
    error instanceof CassandraWriteTimeoutError ||
    error instanceof CassandraRequestTimeoutError
  );
}

/** Refused by the library before anything was sent. A row that lacks a value was refused on reading: not the client's doing. */
function refused(error: InvalidRequestError): ProblemParts {
  if (error.code === 'missing-value') return { ...internal, code: error.code };
  return {
    status: error instanceof InvalidQueryError ? 400 : 422,
    code: error.code,
    detail: 'The request cannot be served with these values.',
    errors: error.faults.map((fault) => ({
      property: fault.columns.join(', '),
      code: fault.code,
      messages: [fault.problem],
      fix: fault.fix,
    })),
  };
}
