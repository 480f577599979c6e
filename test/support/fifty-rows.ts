import type {
  DriverRow,
  PagePosition,
  RequestSettings,
  ResultPage,
} from '../../src/cassandra/cql/statement.js';
import { CassandraReadFailureError } from '../../src/cassandra/errors/failed/replicas/cassandra-read-failure.error.js';
import type { Query } from '../../src/cassandra/query/query.js';
import type { ReadingEnd } from '../../src/cassandra/query/reading-events.js';
import { Repository } from '../../src/cassandra/repository/repository.js';
import { int, text } from '../../src/cassandra/table/column/column-builders.js';
import { Table } from '../../src/cassandra/table/table.js';
import { repositoryContext } from './repository-context.js';

export class Event extends Table('events', {
  columns: { day: text(), at: int() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
}) {}

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
export const upTo = (rows: number): number[] => Array.from({ length: rows }, (_, index) => index);

/** A table that gives its fifty rows, and what came of it. */
export interface FiftyRows {
  readonly events: Repository<Event>;
  /** All of them, with an `onEnd` that fills `ends`. */
  readonly query: Query<Event>;
  readonly onEnd: (end: ReadingEnd) => unknown;
  readonly ends: ReadingEnd[];
  /** The pages that were asked for. */
  readonly requested: number[];
  /** Requests without an answer. */
  readonly waiting: { readonly now: number };
}

/** Five pages of ten rows, a hundred bytes each. A page in `failing` fails, one in `silent` comes only by an abort. */
export function fiftyRows({ failing = -1, silent = -1 } = {}): FiftyRows {
  const requested: number[] = [];
  const waiting = { now: 0 };
  const ends: ReadingEnd[] = [];
  const run = async (
    _: unknown,
    { signal }: RequestSettings,
    position?: PagePosition,
  ): Promise<ResultPage> => {
    const page = position?.pageState == null ? 0 : Number.parseInt(position.pageState, 16);
    signal?.throwIfAborted();
    requested.push(page);
    waiting.now++;
    try {
      await turn();
      if (page === failing) {
        throw new CassandraReadFailureError('tombstones.', { operation: 'read', table: 'events' });
      }
      if (page === silent) await aborted(signal);
    } finally {
      waiting.now--;
    }
    const rows = upTo(10).map((row): DriverRow => ({ day: 'd', at: page * 10 + row }));
    return { rows, pageState: page < 4 ? `0${String(page + 1)}` : null, bytes: 100 };
  };
  const events = new Repository(Event, repositoryContext(run, { pageSize: 10 }));
  const onEnd = (end: ReadingEnd): unknown => ends.push(end);
  return {
    requested,
    waiting,
    ends,
    events,
    onEnd,
    query: events.filter({ day: 'd' }).with({ onEnd }),
  };
}

const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    const fail = (): void => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal?.reason);
    };
    if (signal?.aborted === true) fail();
    else signal?.addEventListener('abort', fail);
  });

/** Reads up to a row, the last one included. */
export async function readTo(last: number, rows: AsyncIterable<Event>): Promise<number> {
  let seen = 0;
  for await (const { at } of rows) {
    seen++;
    if (at === last) break;
  }
  return seen;
}
