import type { RequestContext } from '../failed/cassandra-request.error.js';
import type { Fault } from '../fault.js';
import { InvalidWriteError } from '../refused/invalid-write.error.js';

/** What of a repository's write only the server can see, and refuses as it should: nothing was written. */
export function refusedWrite(
  message: string,
  { operation, table = '', isForeign = false }: RequestContext,
): InvalidWriteError | undefined {
  if (operation !== 'write' || isForeign) return undefined;
  const fault = serverFaults.find(({ pattern }) => pattern.test(message))?.fault;
  return fault === undefined ? undefined : new InvalidWriteError(table, [fault]);
}

const serverFaults: readonly { readonly pattern: RegExp; readonly fault: Fault }[] = [
  {
    pattern: /List index \d+ out of bound|Attempted to \w+ an element \w+ a list which is null/,
    fault: {
      code: 'list-op',
      columns: [],
      problem: 'setAt or removeAt: the list has no element at this index.',
      fix: 'Read the list first; another client may have changed it meanwhile.',
    },
  },
  {
    pattern: /exceeds maximum supported expiration date/,
    fault: {
      code: 'ttl',
      columns: [],
      problem: 'ttlSeconds ends after 2038-01-19, which this cluster cannot keep.',
      fix: 'Give fewer seconds, or set storage_compatibility_mode to NONE in cassandra.yaml.',
    },
  },
];
