import type { errors } from 'cassandra-driver';
import type { RequestContext } from '../failed/cassandra-request.error.js';
import { CassandraWriteTimeoutError } from '../failed/timeout/cassandra-write-timeout.error.js';
import { describeFailure } from './driver-error.js';

/** What a time-out means, by what the server was doing. */
const meanings: Readonly<Record<string, string>> = {
  BATCH:
    'The batch log has it: all of it will be applied, and may not be visible yet. Do not repeat it.',
  BATCH_LOG: 'The batch log is not sure to have it: nothing or all of it will be applied.',
  UNLOGGED_BATCH: 'It may have been applied in part.',
  CAS: 'Read the row at consistency SERIAL to know whether it was applied.',
  COUNTER: 'It may have been counted; nobody can tell, so it is not repeated.',
};

/** A write that not enough replicas confirmed. Only a logged batch whose log was written is sure to be applied. */
export function translateWriteTimeout(
  error: errors.ResponseError,
  context: RequestContext,
  cause: Error,
): CassandraWriteTimeoutError {
  const { writeType = 'unknown write type' } = describeFailure(error);
  const meaning = meanings[writeType] ?? 'It may have been applied, in part or in whole.';
  const problem = `the replicas did not confirm in time (${writeType}). ${meaning}`;
  return new CassandraWriteTimeoutError(problem, context, {
    cause,
    mayBeApplied: true,
    willBeApplied: writeType === 'BATCH',
  });
}
