import { cql } from '../cql/cql-tag.js';
import { PageReader } from '../paging/page-reader.js';
import { FreeQuery } from '../query/free-query.js';
import { vector } from '../table/column/collection-builders.js';
import { counter, float, int, text } from '../table/column/column-builders.js';
import { Table } from '../table/table.js';
import { repositoryContext } from '../../../test/support/repository-context.js';
import { AppendOnlyRepository } from './append-only-repository.js';
import type { Batch } from './batch/batch.js';
import { runBatch } from './batch/run-batch.js';
import { CounterRepository } from './counter-repository.js';
import { ProjectionKeeper } from './projection/projection-keeper.js';
import { Repository } from './repository.js';
import { VersionedRepository } from './versioned-repository.js';
import { WriteTargets } from './write/write-target.js';

class Event extends Table('events', {
  columns: { day: text(), at: int(), kind: text(), note: text().nullable() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
}) {}
class Plays extends Table('plays', {
  columns: { id: text(), plays: counter() },
  partitionKey: ['id'],
}) {}
class Person extends Table('people', {
  columns: { id: text(), name: text() },
  partitionKey: ['id'],
  writes: 'versioned',
}) {}
class Photo extends Table('photos', {
  columns: { id: text(), look: vector(float(), 2) },
  partitionKey: ['id'],
  indexes: ['look'],
}) {}
class Visit extends Table('visits', {
  columns: { id: text() },
  partitionKey: ['id'],
  writes: 'append-only',
}) {}

let sent = 0;
const context = repositoryContext(() => {
  sent++;
  return Promise.resolve({ rows: [], pageState: null });
});
const events = new Repository(Event, context);
const plays = new CounterRepository(Plays, context);
const visits = new AppendOnlyRepository(Visit, context);
const people = new VersionedRepository(Person, context);
const nearest = new Repository(Photo, context).nearest('look', Float32Array.of(1, 0)).limit(1);
const reader = new PageReader(context.runner, context);
const free = new FreeQuery({ reader, ...context }, cql`SELECT now() FROM a`);
const freeWrite = new FreeQuery({ reader, ...context }, cql`DELETE FROM a WHERE b = 1`);
const keeper = new ProjectionKeeper(context);
const batchContext = { ...context, targets: new WriteTargets('ks') };

const key = { day: 'd', at: 1 };
const row = { ...key, kind: 'k' };
const query = events.filter({ day: 'd' });

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows) sent++;
}

type Call = (options: object) => unknown;
/** Each with a name that is misspelt, and the one that is meant. */
const calls: readonly (readonly [string, Call, string, string])[] = [
  ['findOne', (o) => events.findOne(key, o), 'timeoutMS', 'timeoutMs'],
  ['with', (o) => query.with(o).all(), 'readahead', 'readAhead'],
  ['partitions', (o) => events.partitions().with(o).all(), 'pagesize', 'pageSize'],
  ['page', (o) => query.page({ size: 5, ...o }), 'principle', 'principal'],
  ['read', (o) => drain(query.read(o)), 'positon', 'position'],
  ['nearest', (o) => nearest.with(o).all(), 'timeoutMS', 'timeoutMs'],
  ['scan', (o) => drain(events.scan(o)), 'concurency', 'concurrency'],
  ['a free query', (o) => free.with(o).all(), 'consistancy', 'consistency'],
  ['a free write', (o) => freeWrite.with(o).all(), 'consistancy', 'consistency'],
  ['a free reading', (o) => drain(free.read(o)), 'positon', 'position'],
  ['insert', (o) => events.insert(row, o), 'ttlSecond', 'ttlSeconds'],
  ['insertIfNotExists', (o) => events.insertIfNotExists(row, o), 'timeoutMS', 'timeoutMs'],
  ['update', (o) => events.update(key, { kind: 'l' }, o), 'ifExist', 'ifExists'],
  ['delete', (o) => events.delete(key, o), 'timeStamp', 'timestamp'],
  ['deleteColumns', (o) => events.deleteColumns(key, ['note'], o), 'ifExist', 'ifExists'],
  ['deleteMany', (o) => events.deleteMany({ day: 'd' }, o), 'timeoutMS', 'timeoutMs'],
  ['truncate', (o) => events.truncate('events', o), 'timeoutMS', 'timeoutMs'],
  ['increment', (o) => plays.increment({ id: 'i' }, { plays: 1n }, o), 'timeoutMS', 'timeoutMs'],
  ['a delete of counters', (o) => plays.delete({ id: 'i' }, o), 'timeoutMS', 'timeoutMs'],
  ['batch', batchOf, 'acrossPartition', 'acrossPartitions'],
  ['a statement of a batch', (o) => batchOf({}, o), 'ttlSecond', 'ttlSeconds'],
  ['a versioned read', (o) => people.findOne({ id: 'i' }, o), 'timeoutMS', 'timeoutMs'],
  ['a truncation of many tables', (o) => visits.truncate('visits', o), 'timeoutMS', 'timeoutMs'],
  ['load', (o) => people.load([], o), 'timeStamp', 'timestamp'],
  ['reconcile', (o) => keeper.reconcile(Person, o), 'dryrun', 'dryRun'],
  [
    'a versioned write',
    (o) => people.update({ id: 'i' }, { name: 'n' }, o),
    'expectedVersions',
    'expectedVersion',
  ],
];

/** They take no signal of their own. */
const callsOfOtherSignals = new Set(['page', 'read', 'a free reading', 'a statement of a batch']);

function batchOf(options: object, ofStatement?: object): Promise<unknown> {
  const fill = (batch: Batch): void => {
    batch.insert(Event, row, ofStatement);
  };
  return runBatch(batchContext, 'unlogged', fill, options);
}

beforeEach(() => {
  sent = 0;
});

describe('The options of a request', () => {
  it.each(calls)(
    'of %s are refused where one is misspelt (unknown-option)',
    async (_, call, name, meant) => {
      const asked = Promise.resolve().then(() => call({ [name]: 1 }));
      await expect(asked).rejects.toMatchObject({
        code: 'unknown-option',
        fix: `Did you mean ${meant}?`,
        message: expect.stringContaining(`There is no option "${name}" here.`) as unknown,
      });
      expect(sent).toBe(0);
    },
  );

  it.each(calls.filter(([name]) => name !== 'page'))(
    'of %s are an object: of a number nothing would be heard (unknown-option)',
    async (_, call) => {
      for (const options of [null, 3600, 'LOCAL_QUORUM', []]) {
        const asked = Promise.resolve().then(() => call(options as never));
        await expect(asked).rejects.toMatchObject({
          code: 'unknown-option',
          message: expect.stringMatching(
            /^\w+: The options are no object\. Give an object, such as \{ timeoutMs: 500 \}, or leave them out\./,
          ) as unknown,
        });
      }
      expect(sent).toBe(0);
    },
  );

  it('of a query are refused once they are given, whatever is given after them', async () => {
    const refused = query.with(500 as never).with({ timeoutMs: 500 });
    expect(() => refused.toCql()).toThrow('The options are no object.');
    expect(() => refused.explain()).toThrow('The options are no object.');
    await expect(refused.first()).rejects.toMatchObject({ code: 'unknown-option' });
    await expect(refused.count()).rejects.toMatchObject({ code: 'unknown-option' });
    await expect(refused.exists()).rejects.toMatchObject({ code: 'unknown-option' });
    await expect(refused.page({ size: 5 })).rejects.toMatchObject({ code: 'unknown-option' });
    await expect(drain(refused.read())).rejects.toMatchObject({ code: 'unknown-option' });
    await expect(free.with([] as never).first()).rejects.toMatchObject({ code: 'unknown-option' });
    await expect(query.with(undefined as never).all()).resolves.toEqual([]);
    expect(sent).toBe(1);
  });

  it('of a page have a size, also where there are none (page-size)', async () => {
    for (const options of [undefined, null, 20, []]) {
      await expect(query.page(options as never)).rejects.toMatchObject({ code: 'page-size' });
    }
    expect(sent).toBe(0);
  });

  it.each(calls)('of %s may be undefined, whatever their name', async (_, call, name) => {
    await expect(Promise.resolve().then(() => call({ [name]: undefined }))).resolves.not.toThrow();
  });

  it.each(calls.filter(([name]) => !callsOfOtherSignals.has(name)))(
    'of %s are refused where the signal is none: the request would have been sent (signal)',
    async (_, call) => {
      for (const signal of [new AbortController(), 'abort', null]) {
        const asked = Promise.resolve().then(() => call({ signal }));
        await expect(asked).rejects.toMatchObject({ code: 'signal' });
      }
      expect(sent).toBe(0);
    },
  );

  it('of a versioned write end it at a time that comes', async () => {
    for (const deadlineMs of [NaN, -1, 0, Infinity]) {
      const write = people.update({ id: 'i' }, { name: 'n' }, { deadlineMs });
      await expect(write).rejects.toMatchObject({ code: 'timeout' });
    }
    expect(sent).toBe(0);
  });

  it('of a load have a time that has come, or every later write would be hidden (timestamp)', async () => {
    const nextYear = new Date(Date.now() + 366 * 86_400_000);
    for (const timestamp of [nextYear, new Date(NaN), new Date(-1), 5]) {
      const load = people.load([{ id: 'i', name: 'n' }], { timestamp: timestamp as Date });
      await expect(load).rejects.toMatchObject({ code: 'timestamp' });
    }
    expect(sent).toBe(0);
  });

  it('of a row that is only ever added are those of the request (unknown-option)', async () => {
    for (const option of [{ ttlSeconds: 5 }, { timestamp: 5n }]) {
      const insert = visits.insert({ id: 'i' }, option as object);
      await expect(insert).rejects.toMatchObject({ code: 'unknown-option' });
    }
    expect(sent).toBe(0);
  });

  it('of a reconcile are what they look like (reconcile-option)', async () => {
    const wrong: object = { dryRun: 'true', backfill: 1, onProgress: 'tell' };
    await expect(keeper.reconcile(Person, wrong)).rejects.toMatchObject({
      code: 'reconcile-option',
      message:
        'people: dryRun is no boolean. Give true or false.\n' +
        'people: backfill is no boolean. Give true or false.\n' +
        'people: onProgress is no function. Give a function of one progress event.',
    });
    expect(sent).toBe(0);
  });

  it.each([
    ['load', (concurrency: never) => people.load([{ id: 'i', name: 'n' }], { concurrency })],
    ['reconcile', (concurrency: never) => keeper.reconcile(Person, { concurrency })],
  ])('of a %s say how much is done side by side (scan-concurrency)', async (_, call) => {
    for (const concurrency of [0, -1, 1.5, '4', Infinity]) {
      await expect(call(concurrency as never)).rejects.toMatchObject({ code: 'scan-concurrency' });
    }
    expect(sent).toBe(0);
  });

  it('of a free write have no serial consistency (consistency)', async () => {
    const write = new FreeQuery({ reader, ...context }, cql`DELETE FROM a`);
    const serial = { consistency: 'SERIAL' } as const;
    await expect(write.with(serial).all()).rejects.toMatchObject({ code: 'consistency' });
    expect(sent).toBe(0);
    await expect(free.with(serial).all()).resolves.toEqual([]);
  });

  it('of another call are refused, with the names of this one (unknown-option)', async () => {
    const readAhead: object = { readAhead: true };
    await expect(events.findOne(key, readAhead)).rejects.toMatchObject({
      code: 'unknown-option',
      fix: 'Give consistency, serialConsistency, timeoutMs, signal.',
    });
    await expect(drain(events.scan({ ...readAhead }))).rejects.toMatchObject({
      code: 'unknown-option',
    });
    await expect(events.insert(row, { ...readAhead })).rejects.toMatchObject({
      code: 'unknown-option',
    });
    expect(sent).toBe(0);
  });
});
