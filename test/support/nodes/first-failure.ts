import { CassandraRequestError, CassandraWriteTimeoutError } from '../../../src/cassandra/index.js';
import { waitFor } from '../wait-for.js';

/** The first error that is meant, of requests sent eight at a time until there is one; all others are ours too. */
export async function firstFailure(
  what: string,
  request: () => Promise<unknown>,
  isMeant: (error: CassandraRequestError) => boolean,
): Promise<CassandraRequestError> {
  return await waitFor(what, async () => {
    const ends = await Promise.allSettled(Array.from({ length: 8 }, request));
    const errors = ends.flatMap((end) =>
      end.status === 'rejected' ? [end.reason as unknown] : [],
    );
    for (const error of errors) expect(error).toBeInstanceOf(CassandraRequestError);
    const found = (errors as CassandraRequestError[]).find(isMeant);
    if (found === undefined && errors.length > 0) throw new Error(errors.map(String).join('\n'));
    return found;
  });
}

/** Of the replicas, for a write of this kind in Cassandra's words. */
export function isWriteTimeout(type: string): (error: CassandraRequestError) => boolean {
  return (error) => error instanceof CassandraWriteTimeoutError && error.message.includes(type);
}
