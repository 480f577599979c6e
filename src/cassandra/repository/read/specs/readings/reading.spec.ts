import { Logger, type LoggerService } from '@nestjs/common';
import type {
  DriverRow,
  PagePosition,
  RequestSettings,
  ResultPage,
} from '../../../../cql/statement.js';
import { InvalidCursorError } from '../../../../errors/refused/invalid-cursor.error.js';
import { StreamTimeoutError } from '../../../../errors/failed/timeout/stream-timeout.error.js';
import type { Query } from '../../../../query/query.js';
import type { PageRead } from '../../../../query/plan/select-request.js';
import { int, text } from '../../../../table/column/column-builders.js';
import { Table } from '../../../../table/table.js';
import { repositoryContext } from '../../../../../../test/support/repository-context.js';
import { Repository } from '../../../repository.js';

class Event extends Table('events', {
  columns: { day: text(), at: int(), kind: text() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
  indexes: ['kind'],
}) {}

let requests: (PagePosition | undefined)[] = [];
/** The sizes of the pages the fabricated cluster gives. */
let sizes: readonly number[] = [];
let beforeAnswer: (settings: RequestSettings) => Promise<void> = () => Promise.resolve();

function answer(position: PagePosition | undefined): ResultPage {
  const page = position?.pageState == null ? 0 : Number.parseInt(position.pageState, 16);
  const start = sizes.slice(0, page).reduce((sum, size) => sum + size, 0);
  const rows = Array.from({ length: sizes[page] ?? 0 }, (_, index): DriverRow => ({
    day: 'd',
    at: start + index,
    kind: 'k',
  }));
  const next = (page + 1).toString(16).padStart(2, '0');
  return { rows, pageState: page + 1 < sizes.length ? next : null };
}

const context = repositoryContext(
  async (_, settings, position) => {
    requests.push(position);
    await beforeAnswer(settings);
    return answer(position);
  },
  { cursorSecrets: ['a secret of more than thirty-two characters'] },
);
const events = new Repository(Event, context);
const query = events.filter({ day: 'd' });

async function drain(rows: AsyncIterable<Event>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { at } of rows) seen.push(at);
  return seen;
}

const waitFor = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal.reason);
    });
  });

beforeEach(() => {
  requests = [];
  sizes = [2, 0, 2, 3];
  beforeAnswer = () => Promise.resolve();
});

describe('The settings of a reading', () => {
  it('asks for no page after maxPages, not even ahead', async () => {
    expect(await drain(query.with({ maxPages: 1 }))).toEqual([0, 1]);
    expect(requests).toHaveLength(1);
    requests = [];
    expect(await query.with({ maxPages: 3 }).all()).toHaveLength(4);
    expect(requests).toHaveLength(3);
    requests = [];
    expect(await drain(query.with({ maxPages: 9 }))).toHaveLength(7);
    expect(requests).toHaveLength(4);
  });

  it('waits with a page until it is wanted without readAhead', async () => {
    const iterator = query.with({ readAhead: false })[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    expect(requests).toHaveLength(1);
    await iterator.next();
    expect(requests).toHaveLength(3);
    await iterator.return(undefined);
    expect(requests).toHaveLength(3);
  });

  it('tells of each page once, and survives what is told', async () => {
    const pages: PageRead[] = [];
    await drain(query.with({ onPage: (page) => pages.push(page) }));
    expect(pages).toMatchObject([
      { page: 1, rows: 2, rowsSoFar: 2, isLast: false },
      { page: 2, rows: 0, rowsSoFar: 2, isLast: false },
      { page: 3, rows: 2, rowsSoFar: 4, isLast: false },
      { page: 4, rows: 3, rowsSoFar: 7, isLast: true },
    ]);
    const lines: string[] = [];
    const logger: LoggerService = {
      log: () => undefined,
      warn: () => undefined,
      error: (line: string) => lines.push(line),
    };
    Logger.overrideLogger(logger);
    const failing = (): never => {
      throw new Error('my own fault');
    };
    expect(await drain(query.with({ onPage: failing }))).toHaveLength(7);
    const late = (() => Promise.reject(new Error('later'))) as () => void;
    expect(await drain(query.with({ onPage: late }))).toHaveLength(7);
    await new Promise((resolve) => setImmediate(resolve));
    Logger.overrideLogger(true);
    expect(lines).toHaveLength(8);
    expect(lines[0]).toBe('events: onPage failed, the reading goes on.');
  });

  it('ends a reading whose time is over while it waits', async () => {
    beforeAnswer = async ({ signal }) => {
      if (requests.length > 1) await waitFor(signal);
    };
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const { at } of query.with({ streamTimeoutMs: 20, readAhead: false })) {
        seen.push(at);
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'stream-timeout', pages: 1, rows: 2 });
    expect(seen).toEqual([0, 1]);
  });

  it("counts the consumer's time", async () => {
    const read = async (): Promise<void> => {
      for await (const row of query.with({ streamTimeoutMs: 5 })) {
        expect(row).toBeInstanceOf(Event);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await expect(read()).rejects.toThrow(StreamTimeoutError);
  });

  it.each([
    ['max-pages', { maxPages: 0 }],
    ['max-pages', { maxPages: 1.5 }],
    ['stream-timeout', { streamTimeoutMs: 0 }],
    ['read-ahead', { readAhead: 'no' }],
    ['on-page', { onPage: {} }],
    ['on-end', { onEnd: {} }],
  ])('refuses %s (%p)', async (code, settings) => {
    await expect(query.with(settings as { maxPages: number }).all()).rejects.toMatchObject({
      code,
    });
    expect(requests).toEqual([]);
  });
});

describe('Reading', () => {
  it('goes on at its position, after any row', async () => {
    for (let stopAfter = 1; stopAfter < 7; stopAfter++) {
      const first = query.read();
      const seen: number[] = [];
      for await (const { at } of first) {
        seen.push(at);
        if (seen.length === stopAfter) break;
      }
      expect(first.rows).toBe(stopAfter);
      const { position } = first;
      seen.push(...(await drain(query.read({ position }))));
      expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });

  it('counts the limit over both readings', async () => {
    const limited = query.limit(5);
    const first = limited.read();
    for await (const { at } of first) if (at === 2) break;
    const second = limited.read({ position: first.position });
    expect(await drain(second)).toEqual([3, 4]);
    expect(second.isComplete).toBe(true);
  });

  it('says whether maxPages cut it, and where to go on', async () => {
    const cut = query.with({ maxPages: 3 }).read();
    expect(await drain(cut)).toEqual([0, 1, 2, 3]);
    expect(cut.isComplete).toBe(false);
    const rest = query.read({ position: cut.position });
    const pages: number[][] = [];
    for await (const page of rest.pages()) pages.push(page.map(({ at }) => at));
    expect(pages).toEqual([[4, 5, 6]]);
    expect(rest.isComplete).toBe(true);
    expect(rest.position).toBeNull();
  });

  it('takes a position for the same query and principal only, and no cursor (invalid-cursor)', async () => {
    const open = async (from: Query<Event>, position: string | null, principal = 'ada') =>
      await drain(from.read({ position, principal }));
    const reading = query.read({ principal: 'ada' });
    for await (const { at } of reading) if (at === 2) break;
    const { position } = reading;
    expect(await open(query, position)).toEqual([3, 4, 5, 6]);
    await expect(open(query, position, 'eve')).rejects.toThrow(InvalidCursorError);
    await expect(open(events.filter({ day: 'e' }), position)).rejects.toThrow(InvalidCursorError);
    await expect(open(query, 'forged')).rejects.toThrow('the position is not valid');
    const { cursor } = await query.page({ size: 2, principal: 'ada' });
    await expect(open(query, cursor)).rejects.toThrow(InvalidCursorError);
    await expect(query.page({ size: 2, cursor: position, principal: 'ada' })).rejects.toThrow(
      InvalidCursorError,
    );
  });

  it('is read once, and asks nobody before', async () => {
    const reading = query.read();
    expect(reading.position).toBeNull();
    expect(reading.isComplete).toBe(false);
    expect(requests).toEqual([]);
    await drain(reading);
    await expect(drain(reading)).rejects.toThrow(TypeError);
  });
});
