import { jest } from '@jest/globals';
import fc from 'fast-check';
import {
  InvalidCursorError,
  int,
  type Query,
  Repository,
  Table,
  text,
} from '../../src/cassandra/index.js';
import { repositoryContext } from '../support/repository-context.js';
import '../support/seed.js';

const columns = { ward: text(), day: int(), patient: text(), note: text() };
const keys = { partitionKey: ['ward', 'day'], clusteringKey: ['patient'] } as const;
class Visit extends Table('visits', { columns, ...keys }) {}
class Archived extends Table('archived_visits', { columns, ...keys }) {}

let requests = 0;

function repositoryOf(table: typeof Visit | typeof Archived, ...secrets: readonly string[]) {
  const run = () => {
    requests++;
    return Promise.resolve({ rows: [], pageState: `00${String(requests % 10).repeat(40)}` });
  };
  return new Repository(table as typeof Visit, repositoryContext(run, { cursorSecrets: secrets }));
}
const secret = 'a secret of more than thirty-two characters';
const visits = repositoryOf(Visit, secret);
const sameKeyElsewhere = repositoryOf(Archived, secret);
const otherKey = repositoryOf(Visit, 'another secret of more than thirty-two characters');

interface Context {
  readonly query: Query<Visit, unknown, 'rows' | 'selected'>;
  readonly size: number;
  readonly principal: string | undefined;
}
const a1 = visits.filter({ ward: 'a', day: 1 });
/** A query, partition or principal each: a cursor of one is none of any other. */
const contexts: readonly Context[] = [
  ...[
    a1,
    visits.filter({ ward: 'a', day: 2 }),
    visits.filter({ ward: 'b', day: 1 }),
    visits.filter({ ward: 'a1', day: 1 }),
    visits.filter({ ward: { in: ['a', 'b'] }, day: 1 }),
    visits.filter({ ward: { in: ['ab', ''] }, day: 1 }),
    visits.filter({ ward: 'a', day: 1, patient: { gt: 'p' } }),
    visits.filter({ ward: 'a', day: 1, patient: { gte: 'p' } }),
    visits.filter({ ward: 'a', day: 1, patient: { gt: 'q' } }),
    a1.orderBy({ patient: 'desc' }),
    a1.limit(30),
    a1.limit(31),
    a1.perPartitionLimit(30),
    a1.select('note'),
    a1.select('patient'),
    visits.all(),
    sameKeyElsewhere.filter({ ward: 'a', day: 1 }),
    otherKey.filter({ ward: 'a', day: 1 }),
  ].map((query) => ({ query, size: 10, principal: 'ada' })),
  { query: a1, size: 11, principal: 'ada' },
  { query: a1, size: 10, principal: 'Ada' },
  { query: a1, size: 10, principal: 'eve' },
  { query: a1, size: 10, principal: '' },
  { query: a1, size: 10, principal: undefined },
];

async function cursorOf({ query, size, principal }: Context): Promise<string> {
  const { cursor } = await query.page({ size, principal });
  if (cursor === null) throw new Error('There is always a next page here');
  return cursor;
}

/** Version, key id, vector, tag, body: where a cursor can be cut and sewn. */
const seams = [1, 5, 17, 33];

type Forge = (bytes: Buffer, other: Buffer) => Buffer;
const forge: fc.Arbitrary<Forge> = fc.oneof(
  fc.nat().map((at): Forge => (bytes) => {
    const changed = Buffer.from(bytes);
    const bit = at % (bytes.length * 8);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return changed;
  }),
  fc.nat().map(
    (at): Forge =>
      (bytes) =>
        bytes.subarray(0, at % bytes.length),
  ),
  fc.nat().map(
    (at): Forge =>
      (bytes) =>
        bytes.subarray(1 + (at % bytes.length)),
  ),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map(
    (more): Forge =>
      (bytes) =>
        Buffer.concat([bytes, more]),
  ),
  // A part of another cursor in the place of its own.
  fc.nat({ max: seams.length }).map((part): Forge => (bytes, other) => {
    const [start, end] = [seams[part - 1] ?? 0, seams[part] ?? bytes.length];
    return Buffer.concat([
      bytes.subarray(0, start),
      other.subarray(start, end),
      bytes.subarray(end),
    ]);
  }),
  fc.constantFrom(...seams).map(
    (at): Forge =>
      (bytes, other) =>
        Buffer.concat([bytes.subarray(0, at), other.subarray(at)]),
  ),
  // All that is readable kept, the rest made up.
  fc.uint8Array({ minLength: 32, maxLength: 90 }).map(
    (rest): Forge =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, 5), rest]),
  ),
);
const textForge: fc.Arbitrary<(cursor: string) => string> = fc.oneof(
  fc.constantFrom('=', ' ', '\n', 'A', '\0').map((more) => (cursor: string) => cursor + more),
  fc.constant((cursor: string) => ` ${cursor}`),
  fc.string().map((text) => () => text),
  fc.constant((cursor: string) => cursor.toUpperCase()),
);

const context = fc.nat({ max: contexts.length - 1 });
const attack = fc.oneof(
  { weight: 6, arbitrary: forge.map((by) => ({ kind: 'bytes' as const, by })) },
  { weight: 1, arbitrary: textForge.map((by) => ({ kind: 'text' as const, by })) },
  { weight: 3, arbitrary: context.map((at) => ({ kind: 'elsewhere' as const, at })) },
  { weight: 1, arbitrary: fc.integer({ min: 1 }).map((late) => ({ kind: 'late' as const, late })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'position' as const }) },
);

describe('Cursors', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('give nobody rows of another query, partition or principal: of 10 000 forged ones none is accepted', async () => {
    let tried = 0;
    const attempt = async (
      { query, size, principal }: Context,
      cursor: string,
      ...legal: readonly string[]
    ): Promise<void> => {
      if (legal.includes(cursor)) return;
      const before = requests;
      await expect(query.page({ size, principal, cursor })).rejects.toThrow(InvalidCursorError);
      expect(requests).toBe(before);
      tried++;
    };
    const one = async (
      from: number,
      other: number,
      how: typeof attack extends fc.Arbitrary<infer Attack> ? Attack : never,
    ): Promise<void> => {
      const here = contexts[from] ?? fail();
      const cursor = await cursorOf(here);
      switch (how.kind) {
        case 'bytes': {
          const donor = await cursorOf(contexts[other] ?? fail());
          const [mine, theirs] = [cursor, donor].map((text) => Buffer.from(text, 'base64url'));
          const forged = how.by(mine ?? fail(), theirs ?? fail()).toString('base64url');
          await attempt(here, forged, cursor, ...(other === from ? [donor] : []));
          break;
        }
        case 'text':
          await attempt(here, how.by(cursor), cursor);
          break;
        case 'elsewhere':
          if (how.at !== from) await attempt(contexts[how.at] ?? fail(), cursor);
          break;
        case 'late': {
          const now = Date.now() + (86_400 + (how.late % 1e9)) * 1000;
          jest.spyOn(Date, 'now').mockReturnValue(now);
          await attempt(here, cursor);
          jest.restoreAllMocks();
          break;
        }
        case 'position': {
          const reading = here.query.with({ maxPages: 1 }).read({ principal: here.principal });
          await reading.pages().next();
          await attempt(here, reading.position ?? fail());
        }
      }
    };
    await fc.assert(fc.asyncProperty(context, context, attack, one), { numRuns: 10_600 });
    expect(tried).toBeGreaterThanOrEqual(10_000);
  });

  it('are accepted where they belong', async () => {
    for (const { query, size, principal } of contexts) {
      const cursor = await cursorOf({ query, size, principal });
      await expect(query.page({ size, principal, cursor })).resolves.toMatchObject({ rows: [] });
    }
  });
});

function fail(): never {
  throw new Error('There is one of each');
}
