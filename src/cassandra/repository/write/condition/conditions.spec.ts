import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import { list, map, set } from '../../../table/column/collection-builders.js';
import { duration, int, text } from '../../../table/column/column-builders.js';
import { udt } from '../../../table/column/udt.js';
import { Table } from '../../../table/table.js';
import { TableModel } from '../../../table/table-model.js';
import { planDelete } from '../plan/plan-delete.js';
import { planInsert } from '../plan/plan-insert.js';
import { planUpdate } from '../plan/plan-update.js';
import { WriteTarget } from '../write-target.js';

const Address = udt('address', { street: text(), zipCode: text().nullable() });

class Task extends Table('tasks', {
  columns: {
    board: text(),
    id: int(),
    status: text(),
    rank: int(),
    lasts: duration().nullable(),
    tags: set(text()),
    steps: list(text()),
    amounts: map(text(), int()),
    place: Address,
    owner: text().static(),
  },
  partitionKey: ['board'],
  clusteringKey: ['id'],
}) {}

const target = new WriteTarget('ks', new TableModel(Task.definition));
const key = { board: 'b', id: 1 };

function conditionOf(condition: object): readonly [string | undefined, readonly unknown[]] {
  const write = planUpdate(target, key, { status: 'x' }, { if: condition });
  const text = write?.cql.split(' IF ')[1];
  const marks = (text?.match(/\?/g) ?? []).length;
  return [text, write?.values.slice(write.values.length - marks) ?? []];
}

function codesOf(plan: () => unknown): readonly string[] {
  try {
    plan();
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    for (const { fix } of error.faults) expect(fix).not.toBe('');
    return error.faults.map(({ code }) => code);
  }
  return [];
}

describe('A condition', () => {
  it.each<[object, string, readonly unknown[]]>([
    [{ status: 'open' }, '"status" = ?', ['open']],
    [{ status: null }, '"status" = ?', [null]],
    [{ status: { ne: 'done' } }, '"status" != ?', ['done']],
    [{ status: { ne: null } }, '"status" != ?', [null]],
    [{ status: { in: ['a', 'b'] } }, '"status" IN ?', [['a', 'b']]],
    [{ rank: { lt: 5, gte: 1 } }, '"rank" >= ? AND "rank" < ?', [1, 5]],
    [{ tags: { contains: 'a' } }, '"tags" CONTAINS ?', ['a']],
    [{ tags: { containsAll: ['a', 'b'] } }, '"tags" CONTAINS ? AND "tags" CONTAINS ?', ['a', 'b']],
    [{ tags: null }, '"tags" = ?', [null]],
    [{ steps: { at: [2, 'cut'] } }, '"steps"[?] = ?', [2, 'cut']],
    [{ steps: { at: [0, { ne: null }] } }, '"steps"[?] != ?', [0, null]],
    [{ amounts: { containsKey: 'a' } }, '"amounts" CONTAINS KEY ?', ['a']],
    [
      { amounts: { entry: ['a', { gt: 1, lt: 9 }] } },
      '"amounts"[?] > ? AND "amounts"[?] < ?',
      ['a', 1, 'a', 9],
    ],
    [{ place: { fields: { zipCode: null } } }, '"place"."zip_code" = ?', [null]],
    [{ owner: 'me' }, '"owner" = ?', ['me']],
    [{ owner: 'me', status: 'open' }, '"status" = ? AND "owner" = ?', ['open', 'me']],
  ])('is CQL: %j', (condition, text, values) => {
    expect(conditionOf(condition)).toEqual([text, values]);
  });

  it('asks for a whole collection or user-defined type', () => {
    expect(conditionOf({ tags: new Set(['a']) })).toEqual(['"tags" = ?', [expect.any(Buffer)]]);
    expect(conditionOf({ steps: { ne: [] } })).toEqual(['"steps" != ?', [Buffer.alloc(4)]]);
    expect(conditionOf({ place: { street: 'x', zipCode: null } })[0]).toBe('"place" = ?');
  });

  it('makes a lightweight transaction, which is never repeated and has no timestamp of its own', () => {
    const update = planUpdate(target, key, { rank: 1 }, { if: { status: 'open' }, ttlSeconds: 5 });
    expect(update).toMatchObject({ isIdempotent: false, condition: 'if' });
    expect(update?.cql).toMatch(/^UPDATE .* USING TTL \? SET .* IF "status" = \?$/);
    const deleted = planDelete(target, key, { if: { status: 'open' } });
    expect(deleted).toMatchObject({ isIdempotent: false, values: ['b', 1, 'open'] });
  });

  it.each<[string, unknown, readonly string[]]>([
    ['if-column: unknown', { nosuch: 1 }, ['if-column']],
    ['if-column: of the key', { id: 1 }, ['if-column']],
    ['if-column: none', {}, ['if-column']],
    ['if-column: no object', 'status', ['if-column']],
    ['if-null: undefined', { status: undefined }, ['if-null']],
    ['if-null: undefined after ne', { status: { ne: undefined } }, ['if-null']],
    ['if-null: null with a bound', { rank: { gt: null } }, ['if-null']],
    ['if-null: an empty list', { status: { in: [] } }, ['if-null']],
    ['if-null: null in a list', { status: { in: ['a', null] } }, ['if-null']],
    ['if-null: null in contains', { tags: { contains: null } }, ['if-null']],
    ['if-null: the whole of it undefined', undefined, ['if-null']],
    ['in-not-array', { status: { in: 'a' } }, ['in-not-array']],
    ['bounds: two lower ones', { rank: { gt: 1, gte: 1 } }, ['bounds']],
    ['bounds: ne beside in', { rank: { ne: 1, in: [2] } }, ['bounds']],
    ['operator: like', { status: { like: 'a%' } }, ['operator']],
    ['operator: none', { rank: {} }, ['operator']],
    ['operator: an order of durations', { lasts: { gt: 1 } }, ['operator']],
    ['operator: a key of a set', { tags: { containsKey: 'a' } }, ['operator']],
    ['wrong-type', { rank: '1' }, ['wrong-type']],
    ['wrong-type: in a list', { rank: { in: ['1'] } }, ['wrong-type']],
    ['wrong-type: an element', { tags: { contains: 1 } }, ['wrong-type']],
    ['wrong-type: a field', { place: { fields: { street: 1 } } }, ['wrong-type']],
    ['unknown-column: a field', { place: { fields: { no: 1 } } }, ['unknown-column']],
    ['list-op: a negative index', { steps: { at: [-1, 'a'] } }, ['list-op']],
    ['map-op: a key of another type', { amounts: { entry: [1, 1] } }, ['map-op']],
    ['several at once', { nosuch: 1, rank: '1' }, ['if-column', 'wrong-type']],
  ])('is refused: %s', (_, condition, codes) => {
    expect(codesOf(() => planUpdate(target, key, { status: 'x' }, { if: condition }))).toEqual(
      codes,
    );
  });

  it('is refused beside another one (if-both), on an insert too', () => {
    const update = (options: object) => () => planUpdate(target, key, { status: 'x' }, options);
    expect(codesOf(update({ if: { rank: 1 }, ifExists: true }))).toEqual(['if-both']);
    expect(codesOf(update({ ifNotExists: true }))).toEqual(['if-both']);
    const row = { ...key, status: 'x', rank: 1, place: { street: 's', zipCode: null } };
    const insert = (options: object) => () => planInsert(target, row, options, false);
    expect(codesOf(insert({ if: { rank: 1 } }))).toEqual(['if-both']);
    expect(codesOf(insert({ ifExists: true }))).toEqual(['if-both']);
    expect(codesOf(insert({ ifNotExists: true }))).toEqual(['if-both']);
  });

  it.each([undefined, null, false, 1, 'true'])(
    'is refused where ifExists is %p: the write would be an unconditional one (if-null)',
    (ifExists) => {
      expect(codesOf(() => planUpdate(target, key, { status: 'x' }, { ifExists }))).toEqual([
        'if-null',
      ]);
      expect(codesOf(() => planDelete(target, key, { ifExists }))).toEqual(['if-null']);
    },
  );

  it('is refused with a timestamp (lwt-timestamp)', () => {
    const options = { if: { rank: 1 }, timestamp: 5n };
    expect(codesOf(() => planUpdate(target, key, { status: 'x' }, options))).toEqual([
      'lwt-timestamp',
    ]);
    expect(codesOf(() => planDelete(target, key, options))).toEqual(['lwt-timestamp']);
  });

  it('is about one row, by its whole key (lwt-key)', () => {
    const options = { if: { rank: 1 } };
    const many = { board: 'b', id: { in: [1, 2] } };
    expect(codesOf(() => planUpdate(target, many, { status: 'x' }, options))).toEqual(['lwt-key']);
    expect(codesOf(() => planDelete(target, many, options))).toEqual(['lwt-key']);
    expect(codesOf(() => planDelete(target, { board: 'b' }, options))).toEqual(['key-missing']);
  });

  it('of a static write is about static columns (if-column)', () => {
    const update = (condition: object) =>
      planUpdate(target, { board: 'b' }, { owner: 'me' }, { if: condition }, 'static');
    expect(codesOf(() => update({ rank: 1 }))).toEqual(['if-column']);
    expect(update({ owner: null })?.cql).toBe(
      'UPDATE "ks"."tasks" USING TTL ? SET "owner" = ? WHERE "board" = ? IF "owner" = ?',
    );
  });
});
