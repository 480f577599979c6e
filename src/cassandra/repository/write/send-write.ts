import type {
  DriverRow,
  RequestSettings,
  ResultPage,
  Statement,
  StatementRunner,
} from '../../cql/statement.js';
import { StatementRejectedError } from '../../errors/failed/statement-rejected.error.js';
import { InvalidWriteError } from '../../errors/refused/invalid-write.error.js';
import type { WriteFault } from './check/write-fault.js';

/** Sends a write; gives the rows of a conditional one. */
export function sendWrite(
  runner: StatementRunner,
  statement: Statement,
  settings: RequestSettings,
): Promise<readonly DriverRow[]> {
  // Not async: each write in flight would hold some 300 bytes more.
  return runner.run(statement, settings).then(rowsOf, (error: unknown) => {
    throw callersFault(statement.table, error) ?? error;
  });
}

function rowsOf({ rows }: ResultPage): readonly DriverRow[] {
  return rows;
}

/** What only the server can see, and refuses as it should: nothing was written. */
function callersFault(table: string, error: unknown): InvalidWriteError | undefined {
  if (!(error instanceof StatementRejectedError)) return undefined;
  const fault = serverFaults.find(({ pattern }) => pattern.test(String(error.cause)))?.fault;
  return fault === undefined ? undefined : new InvalidWriteError(table, [fault]);
}

const serverFaults: readonly { readonly pattern: RegExp; readonly fault: WriteFault }[] = [
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
