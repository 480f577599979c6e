import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import { InvalidWriteError } from '../../../errors/refused/invalid-write.error.js';
import { counter, int, text, uuid } from '../../../table/column/column-builders.js';
import { set } from '../../../table/column/collection-builders.js';
import { Table } from '../../../table/table.js';
import { TableModel } from '../../../table/table-model.js';
import { planDelete } from '../plan/plan-delete.js';
import { planDeleteColumns } from '../plan/plan-delete-columns.js';
import { planDeleteMany } from '../plan/plan-delete-many.js';
import { planIncrement } from '../plan/plan-increment.js';
import { planInsert } from '../plan/plan-insert.js';
import { planTruncate } from '../plan/plan-truncate.js';
import { planUpdate } from '../plan/plan-update.js';
import { WriteTarget } from '../write-target.js';

class Reading extends Table('readings', {
  columns: {
    sensor: text(),
    day: int(),
    at: int(),
    value: int(),
    note: text().nullable(),
    tags: set(text()),
    place: text().static(),
    owner: text().static(),
  },
  partitionKey: ['sensor'],
  clusteringKey: ['day', 'at'],
  indexes: ['note'],
}) {}

class Plays extends Table('plays', {
  columns: {
    album: text(),
    track: text(),
    plays: counter(),
    skips: counter(),
    all: counter().static(),
  },
  partitionKey: ['album'],
  clusteringKey: ['track'],
}) {}

class Pair extends Table('pairs', {
  columns: { a: int(), b: uuid(), note: text().nullable() },
  partitionKey: ['a', 'b'],
}) {}

const readings = new WriteTarget('ks', new TableModel(Reading.definition));
const plays = new WriteTarget('ks', new TableModel(Plays.definition));
const pairs = new WriteTarget('ks', new TableModel(Pair.definition));
const key = { sensor: 's', day: 1, at: 2 };
const row = { ...key, value: 3 };

function refusalOf(plan: () => unknown): InvalidRequestError {
  try {
    plan();
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    for (const { fix } of error.faults) expect(fix).not.toBe('');
    return error;
  }
  throw new Error('It was not refused');
}

const codesOf = (plan: () => unknown): readonly string[] =>
  refusalOf(plan).faults.map(({ code }) => code);

describe('The time of a write', () => {
  it('is bound in a text of its own', () => {
    const update = planUpdate(readings, key, { value: 1 }, { timestamp: 5n, ttlSeconds: 6 });
    expect(update?.cql).toContain('USING TTL ? AND TIMESTAMP ? SET');
    expect(update).toMatchObject({ isIdempotent: true, timestamp: 5n });
    expect(update?.values.slice(0, 2)).toEqual([6, 5n]);
    expect(planInsert(readings, row, { timestamp: new Date(7) }, false)).toMatchObject({
      cql: expect.stringMatching(/USING TTL \? AND TIMESTAMP \?$/) as string,
      timestamp: 7000n,
    });
    expect(planDelete(readings, key, { timestamp: 5n })).toMatchObject({
      cql: 'DELETE FROM "ks"."readings" USING TIMESTAMP ? WHERE "sensor" = ? AND "day" = ? AND "at" = ?',
      values: [5n, 's', 1, 2],
    });
  });

  it.each<[string, unknown]>([
    ['a number', 5],
    ['a text', 'x'],
    ['null', null],
    ['a negative one', -1n],
    ['an invalid Date', new Date(NaN)],
    ['a Date before 1970', new Date(-1)],
    ['two hours ahead', new Date(Date.now() + 7_200_000)],
    ['nanoseconds', BigInt(Date.now()) * 1_000_000n],
  ])('is refused (timestamp): %s', (_, timestamp) => {
    expect(codesOf(() => planUpdate(readings, key, { value: 1 }, { timestamp }))).toEqual([
      'timestamp',
    ]);
  });

  it('may be somewhat ahead: clocks differ', () => {
    const timestamp = new Date(Date.now() + 3_000_000);
    expect(() => planInsert(readings, row, { timestamp }, false)).not.toThrow();
  });

  it('is not given to an insert that asks whether the row is there (lwt-timestamp)', () => {
    expect(codesOf(() => planInsert(readings, row, { timestamp: 5n }, true))).toEqual([
      'lwt-timestamp',
    ]);
  });
});

describe('A write of static columns', () => {
  it('takes the partition key alone', () => {
    expect(planUpdate(readings, { sensor: 's' }, { place: 'x' }, {}, 'static')).toMatchObject({
      cql: 'UPDATE "ks"."readings" USING TTL ? SET "place" = ?, "owner" = ? WHERE "sensor" = ?',
      values: [undefined, 'x', undefined, 's'],
    });
  });

  it('stands beside columns of a row with the whole key', () => {
    expect(planUpdate(readings, key, { place: 'x', value: 1 }, {})?.values).toContain('x');
  });

  it.each<[string, unknown, object, 'row' | 'static', readonly string[]]>([
    ['static-write: the whole key for statics alone', key, { place: 'x' }, 'row', ['static-write']],
    [
      'static-write: a row without clustering key',
      { sensor: 's' },
      { place: 'x', value: 1 },
      'row',
      ['static-write'],
    ],
    [
      'static-write: statics alone by update',
      { sensor: 's' },
      { place: 'x' },
      'row',
      ['static-write'],
    ],
    [
      'key-missing: a part of the clustering key',
      { sensor: 's', day: 1 },
      { place: 'x', value: 1 },
      'row',
      ['key-missing'],
    ],
    ['static-write: a column of a row', { sensor: 's' }, { value: 1 }, 'static', ['static-write']],
    [
      'static-write: a clustering column',
      { sensor: 's', day: 1 },
      { place: 'x' },
      'static',
      ['static-write'],
    ],
    ['key-missing', {}, { place: 'x' }, 'static', ['key-missing']],
  ])('is refused: %s', (_, of, changes, scope, codes) => {
    expect(codesOf(() => planUpdate(readings, of, changes, {}, scope))).toEqual(codes);
  });
});

describe('An update', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['update-many: in', { ...key, at: { in: [1, 2] } }, ['update-many']],
    ['update-many: a range', { ...key, at: { gt: 1 } }, ['update-many']],
    ['update-many: a regular column', { ...key, value: 1 }, ['update-many']],
    ['key-missing: a partition', { sensor: 's' }, ['key-missing']],
    ['key-null', { ...key, at: null }, ['key-null']],
  ])('of many rows is refused: %s', (_, of, codes) => {
    expect(codesOf(() => planUpdate(readings, of, { value: 1 }, {}))).toEqual(codes);
  });
});

describe('A delete', () => {
  it('takes columns of a row', () => {
    expect(planDeleteColumns(readings, key, ['note', 'tags'], {})).toMatchObject({
      cql: 'UPDATE "ks"."readings" SET "note" = ?, "tags" = ? WHERE "sensor" = ? AND "day" = ? AND "at" = ?',
      values: [null, Buffer.alloc(4), 's', 1, 2],
    });
    expect(planDeleteColumns(readings, key, [], {})).toBeUndefined();
  });

  it.each<[string, unknown, object, readonly string[]]>([
    ['delete-columns: of the key', ['day'], {}, ['delete-columns']],
    ['delete-columns: a static one', ['place'], {}, ['delete-columns']],
    ['delete-columns: a TTL', ['note'], { ttlSeconds: 5 }, ['delete-columns']],
    ['delete-columns: no array', 'note', {}, ['delete-columns']],
    ['unknown-column', ['nosuch'], {}, ['unknown-column']],
    ['column-null', ['value'], {}, ['column-null']],
  ])('of columns is refused: %s', (_, columns, options, codes) => {
    expect(codesOf(() => planDeleteColumns(readings, key, columns, options))).toEqual(codes);
  });

  it.each<[string, unknown, object, readonly string[]]>([
    ['delete-filter: operators', { ...key, at: { gt: 1 } }, {}, ['delete-filter']],
    ['delete-filter: a regular column', { ...key, value: 1 }, {}, ['delete-filter']],
    ['delete-columns: a TTL', key, { ttlSeconds: 5 }, ['delete-columns']],
    ['key-missing', { sensor: 's' }, {}, ['key-missing']],
  ])('of one row is refused: %s', (_, of, options, codes) => {
    expect(codesOf(() => planDelete(readings, of, options))).toEqual(codes);
  });
});

describe('A delete of many rows', () => {
  const cqlOf = (filter: object): string | undefined =>
    planDeleteMany(readings, filter, {}, 100)?.cql.split(' WHERE ')[1];

  it.each<[object, string]>([
    [{ sensor: 's' }, '"sensor" = ?'],
    [{ sensor: 's', day: 1 }, '"sensor" = ? AND "day" = ?'],
    [
      { sensor: { in: ['a', 'b'] }, day: { gte: 1, lt: 5 } },
      '"sensor" IN ? AND "day" >= ? AND "day" < ?',
    ],
    [{ at: { in: [1] }, day: 1, sensor: 's' }, '"sensor" = ? AND "day" = ? AND "at" IN ?'],
  ])('is CQL: %j', (filter, where) => {
    expect(cqlOf(filter)).toBe(where);
  });

  it('sends nothing for an empty list', () => {
    expect(planDeleteMany(readings, { sensor: { in: [] } }, {}, 100)).toBeUndefined();
  });

  it.each<[string, unknown, object, readonly string[]]>([
    ['delete-filter: empty', {}, {}, ['delete-filter']],
    ['delete-filter: no object', 'x', {}, ['delete-filter']],
    ['delete-filter: without partition key', { day: 1 }, {}, ['delete-filter']],
    ['delete-filter: a range of partitions', { sensor: { gt: 'a' } }, {}, ['delete-filter']],
    ['delete-filter: a gap', { sensor: 's', at: 1 }, {}, ['delete-filter']],
    ['delete-filter: after a range', { sensor: 's', day: { gt: 1 }, at: 1 }, {}, ['delete-filter']],
    ['delete-filter: a regular column', { sensor: 's', value: 1 }, {}, ['delete-filter']],
    ['delete-filter: an indexed column', { note: 'x' }, {}, ['delete-filter']],
    ['delete-filter: a static column', { sensor: 's', place: 'x' }, {}, ['delete-filter']],
    ['delete-filter: an unknown operator', { sensor: 's', day: { ne: 1 } }, {}, ['delete-filter']],
    ['null-value', { sensor: 's', day: { gt: null } }, {}, ['null-value']],
    ['undefined-value', { sensor: 's', day: undefined }, {}, ['undefined-value']],
    ['wrong-type', { sensor: 's', day: '1' }, {}, ['wrong-type']],
    ['bounds', { sensor: 's', day: { gt: 1, gte: 1 } }, {}, ['bounds']],
    ['unknown-column', { sensor: 's', nosuch: 1 }, {}, ['unknown-column']],
    ['lwt-key', { sensor: 's' }, { if: { value: 1 } }, ['lwt-key']],
    ['lwt-key: ifExists', { sensor: 's' }, { ifExists: true }, ['lwt-key']],
    ['lwt-key: ifNotExists', { sensor: 's' }, { ifNotExists: true }, ['lwt-key']],
    ['delete-columns: a TTL', { sensor: 's' }, { ttlSeconds: 1 }, ['delete-columns']],
    ['in-too-long', { sensor: { in: ['a', 'b', 'c'] } }, {}, ['in-too-long']],
  ])('is refused: %s', (_, filter, options, codes) => {
    expect(codesOf(() => planDeleteMany(readings, filter, options, 2))).toEqual(codes);
  });

  it('is refused with a part of the partition key (delete-filter), with the way out', () => {
    const refusal = refusalOf(() => planDeleteMany(pairs, { a: 1 }, {}, 100));
    expect(refusal).toBeInstanceOf(InvalidWriteError);
    expect(refusal).toMatchObject({ code: 'delete-filter', columns: ['b'] });
    expect(refusal.message).toContain('pairs: A delete needs the partition key: "b" is not given');
  });
});

describe('An increment', () => {
  it('has one text, whatever it adds to, and is never repeated', () => {
    const one = planIncrement(plays, { album: 'a', track: 't' }, { plays: 1n }, {});
    expect(one).toMatchObject({
      cql: 'UPDATE "ks"."plays" SET "plays" = "plays" + ?, "skips" = "skips" + ?, "all" = "all" + ? WHERE "album" = ? AND "track" = ?',
      isIdempotent: false,
    });
    const added = (value: unknown): unknown =>
      planIncrement(plays, { album: 'a', track: 't' }, { skips: value }, {})?.values[1];
    expect(added(-1)).toEqual(Buffer.from('ffffffffffffffff', 'hex'));
    expect(added(0n)).toEqual(Buffer.alloc(8));
    expect(planIncrement(plays, { album: 'a', track: 't' }, {}, {})).toBeUndefined();
    expect(planIncrement(plays, { album: 'a' }, { all: 1n }, {}, 'static')?.cql).toBe(
      'UPDATE "ks"."plays" SET "all" = "all" + ? WHERE "album" = ?',
    );
  });

  const of = { album: 'a', track: 't' };
  it.each<[string, WriteTarget, unknown, unknown, object, readonly string[]]>([
    ['counter-delta: a fraction', plays, of, { plays: 1.5 }, {}, ['counter-delta']],
    ['counter-delta: null', plays, of, { plays: null }, {}, ['counter-delta']],
    ['counter-delta: undefined', plays, of, { plays: undefined }, {}, ['counter-delta']],
    ['counter-delta: a text', plays, of, { plays: '1' }, {}, ['counter-delta']],
    ['counter-delta: an inexact number', plays, of, { plays: 2 ** 53 }, {}, ['counter-delta']],
    ['counter-delta: beyond 64 bits', plays, of, { plays: 2n ** 63n }, {}, ['counter-delta']],
    ['counter-write: a TTL', plays, of, { plays: 1n }, { ttlSeconds: 1 }, ['counter-write']],
    ['counter-write: a timestamp', plays, of, { plays: 1n }, { timestamp: 5n }, ['counter-write']],
    ['counter-write: a condition', plays, of, { plays: 1n }, { ifExists: true }, ['counter-write']],
    ['static-write', plays, of, { all: 1n }, {}, ['static-write']],
    [
      'update-many',
      plays,
      { album: 'a', track: { in: ['t'] } },
      { plays: 1n },
      {},
      ['update-many'],
    ],
    ['key-missing', plays, { album: 'a' }, { plays: 1n }, {}, ['key-missing']],
    ['unknown-column', plays, of, { nosuch: 1n }, {}, ['unknown-column']],
    ['update-key-column', plays, of, { track: 1n }, {}, ['update-key-column']],
    ['row-kind', plays, of, 1n, {}, ['row-kind']],
    ['arithmetic', readings, key, { value: 1 }, {}, ['arithmetic']],
  ])('is refused: %s', (_, target, of, increments, options, codes) => {
    expect(codesOf(() => planIncrement(target, of, increments, options))).toEqual(codes);
  });

  it('is the only write of counters but a plain delete (counter-write)', () => {
    expect(codesOf(() => planInsert(plays, { ...of, plays: 1n }, {}, false))).toContain(
      'counter-write',
    );
    expect(codesOf(() => planUpdate(plays, of, { plays: 1n }, {}))).toContain('counter-write');
    expect(codesOf(() => planDelete(plays, of, { timestamp: 5n }))).toEqual(['counter-write']);
    expect(codesOf(() => planDelete(plays, of, { ifExists: true }))).toEqual(['counter-write']);
    const partition = { album: 'a' };
    expect(codesOf(() => planDeleteMany(plays, partition, { timestamp: 5n }, 9))).toEqual([
      'counter-write',
    ]);
    expect(planDelete(plays, of, {}).isIdempotent).toBe(true);
  });
});

describe('truncate', () => {
  it('asks for the name of the table (truncate)', () => {
    expect(planTruncate(readings, 'readings', {}).cql).toBe('TRUNCATE "ks"."readings"');
    expect(codesOf(() => planTruncate(readings, undefined, {}))).toEqual(['truncate']);
    expect(codesOf(() => planTruncate(readings, 'plays', {}))).toEqual(['truncate']);
  });

  it('takes no option that it would leave out (unknown-option)', () => {
    for (const options of [{ ifExists: true }, { if: { value: 1 } }, { timestamp: 5n }]) {
      expect(codesOf(() => planTruncate(readings, 'readings', options))).toEqual([
        'unknown-option',
      ]);
    }
  });
});
