import { type errors, types } from 'cassandra-driver';
import { CassandraAuthenticationError } from '../failed/cassandra-authentication.error.js';
import { CassandraOverloadedError } from '../failed/replicas/cassandra-overloaded.error.js';
import { CassandraReadFailureError } from '../failed/replicas/cassandra-read-failure.error.js';
import { CassandraReadTimeoutError } from '../failed/timeout/cassandra-read-timeout.error.js';
import type { CassandraError } from '../cassandra-error.js';
import type { RequestContext } from '../failed/cassandra-request.error.js';
import { CassandraSchemaError } from '../failed/cassandra-schema.error.js';
import { CassandraUnavailableError } from '../failed/replicas/cassandra-unavailable.error.js';
import { CassandraWriteFailureError } from '../failed/replicas/cassandra-write-failure.error.js';
import { CassandraWriteTimeoutError } from '../failed/timeout/cassandra-write-timeout.error.js';
import { describeFailure } from './driver-error.js';
import { GuardrailViolatedError } from '../failed/guardrail-violated.error.js';
import { grantProblem } from './grant-problem.js';
import { PayloadTooLargeError } from '../refused/payload-too-large.error.js';
import { protocolCodes as codes } from './protocol-codes.js';
import { refusedWrite } from './refused-write.js';
import { roleLookupError } from './role-lookup.js';
import { StatementRejectedError } from '../failed/statement-rejected.error.js';
import { translateWriteTimeout } from './translate-write-timeout.js';
import { UncategorizedCassandraError } from '../failed/uncategorized-cassandra.error.js';

const tooLarge = /Batch too large|Request is too big|oversized mutation/;
const guardrail = /^Guardrail (\w+) violated/;
const absent = /^(?:keyspace|table) \S+ does not exist$|^Undefined column name /;

/** An error code of the native protocol as one of our classes. Server messages may quote values and are not repeated. */
export function translateResponseError(
  error: errors.ResponseError,
  context: RequestContext,
  cause: Error,
): CassandraError {
  const isWrite = context.operation === 'write';
  switch (error.code) {
    case codes.unavailable: {
      const { consistency, required, alive } = describeFailure(error);
      return new CassandraUnavailableError(
        context,
        nameOf(consistency),
        required ?? 0,
        alive ?? 0,
        { cause, mayBeApplied: isConditional(context) || isUnloggedBatch(context) },
      );
    }
    case codes.overloaded:
    case codes.isBootstrapping:
      return new CassandraOverloadedError('the node refused to take it now.', context, {
        cause,
        // The node may find out after the log of a batch was written, or a transaction agreed on.
        mayBeApplied: isConditional(context) || context.batch !== undefined,
      });
    case codes.truncateError:
      return new CassandraWriteTimeoutError(
        'not every node confirmed the truncation. Rows may be left on some; repeat it when all nodes are up.',
        context,
        { cause, mayBeApplied: true },
      );
    // Of a write these come where it was conditional: replicas may have agreed on it in a round before.
    case codes.readTimeout:
      return new CassandraReadTimeoutError('the replicas did not answer in time.', context, {
        cause,
        mayBeApplied: isWrite,
      });
    case codes.readFailure:
      return new CassandraReadFailureError(
        'a replica gave up; mostly over too many tombstones, else over an index that is still being built.',
        context,
        { cause, mayBeApplied: isWrite },
      );
    case codes.writeTimeout:
      return translateWriteTimeout(error, context, cause);
    case codes.writeFailure:
      return new CassandraWriteFailureError('a replica failed.', context, {
        cause,
        mayBeApplied: isWrite,
      });
    case codes.functionFailure:
      return isWrite
        ? new CassandraWriteFailureError('a function failed.', context, {
            cause,
            mayBeApplied: true,
          })
        : new CassandraReadFailureError('a function failed.', context, { cause });
    case codes.badCredentials:
      return (
        roleLookupError(error.message, context, cause) ??
        new CassandraAuthenticationError('the credentials were refused.', context, { cause })
      );
    case codes.unauthorized:
      return (
        roleLookupError(error.message, context, cause) ??
        new CassandraAuthenticationError(grantProblem(error.message), context, { cause })
      );
    case codes.unprepared:
      return new CassandraSchemaError('the schema changed under the statement.', context, {
        cause,
      });
    case codes.configError:
      return new CassandraSchemaError(
        // A change of the schema has no bound value, and the text says what is wrong with it.
        context.operation === 'schema' ? error.message : otherSchema,
        context,
        { cause },
      );
    case codes.alreadyExists:
      return new CassandraSchemaError(otherSchema, context, { cause });
    case codes.invalid:
      return translateInvalid(error, context, cause);
    case codes.syntaxError:
      return rejected(inCause, context, cause);
    default:
      return new UncategorizedCassandraError(
        `the server failed (0x${error.code.toString(16)}).`,
        context,
        {
          cause,
          mayBeApplied: isWrite,
        },
      );
  }
}

const otherSchema = 'the schema is not as it was taken to be.';

function translateInvalid(
  error: errors.ResponseError,
  context: RequestContext,
  cause: Error,
): CassandraError {
  const limit = guardrail.exec(error.message)?.[1];
  if (limit !== undefined) {
    return new GuardrailViolatedError(`the cluster's limit "${limit}" is exceeded.`, context, {
      cause,
    });
  }
  if (tooLarge.test(error.message)) {
    return new PayloadTooLargeError('it has too many bytes.', context, { cause });
  }
  if (context.operation === 'schema') {
    return new CassandraSchemaError(error.message, context, { cause });
  }
  return (
    refusedWrite(error.message, context) ??
    rejected(absent.test(error.message) ? notThere : inCause, context, cause)
  );
}

function rejected(problem: string, context: RequestContext, cause: Error): StatementRejectedError {
  return new StatementRejectedError(problem, context, { cause });
}

/** The server's words may hold a value. */
const inCause = 'the server refused the statement; its reason is in `cause`.';
const notThere =
  "the cluster has no such keyspace, table or column. Let it be compared: schema: 'validate', or npx cassanest schema diff.";

function isConditional({ operation, cql = '', batch }: RequestContext): boolean {
  const texts = batch?.statements.map((statement) => statement.cql) ?? [cql];
  return operation === 'write' && texts.some((text) => /\bIF\b/i.test(text));
}

function isUnloggedBatch({ batch }: RequestContext): boolean {
  return batch !== undefined && batch.kind !== 'logged';
}

function nameOf(consistency: number | undefined): string {
  const entry = Object.entries(types.consistencies).find(([, value]) => value === consistency);
  return entry === undefined ? 'The consistency' : entry[0].replace(/[A-Z]/g, '_$&').toUpperCase();
}
