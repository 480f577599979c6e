import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import { frozen, list, map, set } from '../../../table/column/collection-builders.js';
import { boolean, int, text } from '../../../table/column/column-builders.js';
import { udt } from '../../../table/column/udt.js';
import { Table } from '../../../table/table.js';
import { TableModel } from '../../../table/table-model.js';
import { planUpdate } from '../plan/plan-update.js';
import type { PlannedWrite } from '../plan/planned-write.js';
import { WriteTarget } from '../write-target.js';
import {
  add,
  append,
  discard,
  prepend,
  put,
  removeAt,
  removeKeys,
  setAt,
  setFields,
} from './operation.js';

const Address = udt('address', { street: text(), zipCode: text().nullable() });

class Recipe extends Table('recipes', {
  columns: {
    id: int(),
    name: text(),
    rating: int(),
    isHot: boolean(),
    tags: set(text()),
    steps: list(text()),
    amounts: map(text(), int()),
    home: Address,
    sizes: frozen(list(int())),
  },
  partitionKey: ['id'],
  indexes: ['tags'],
}) {}

const model = new TableModel(Recipe.definition);
const target = new WriteTarget('ks', model);

function planned(changes: object): PlannedWrite | undefined {
  return planUpdate(target, { id: 1 }, changes, {});
}

/** What stands behind SET for one column. */
function assignment(changes: object): string | undefined {
  const [property] = Object.keys(changes);
  const all = /SET (.*) WHERE/.exec(planned(changes)?.cql ?? '')?.[1]?.split(', ');
  return all?.filter((one) => one.startsWith(`"${property ?? ''}"`)).join(', ');
}

function codesOf(changes: unknown): readonly string[] {
  try {
    planUpdate(target, { id: 1 }, changes, {});
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    for (const { fix } of error.faults) expect(fix).not.toBe('');
    return error.faults.map(({ code }) => code);
  }
  return [];
}

const bytes = (...texts: readonly string[]): Buffer =>
  Buffer.concat([
    Buffer.of(0, 0, 0, texts.length),
    ...texts.flatMap((one) => [Buffer.of(0, 0, 0, one.length), Buffer.from(one)]),
  ]);

describe('An operation', () => {
  it.each<[string, object, string]>([
    ['add', { tags: add('a') }, '"tags" = "tags" + ?, "tags" = "tags" - ?'],
    ['discard', { tags: discard('a') }, '"tags" = "tags" + ?, "tags" = "tags" - ?'],
    ['put', { amounts: put('a', 1) }, '"amounts" = "amounts" + ?, "amounts" = "amounts" - ?'],
    [
      'removeKeys',
      { amounts: removeKeys('a') },
      '"amounts" = "amounts" + ?, "amounts" = "amounts" - ?',
    ],
    ['append', { steps: append('a') }, '"steps" = "steps" + ?'],
    ['prepend', { steps: prepend('a') }, '"steps" = ? + "steps"'],
    ['discard of a list', { steps: discard('a') }, '"steps" = "steps" - ?'],
    ['setAt', { steps: setAt(0, 'a') }, '"steps"[?] = ?'],
    ['removeAt', { steps: removeAt(0) }, '"steps"[?] = ?'],
    [
      'setFields',
      { home: setFields({ street: 'x' }) },
      '"home"."street" = ?, "home"."zip_code" = ?',
    ],
    ['a whole value', { tags: new Set(['a']) }, '"tags" = ?'],
  ])('is CQL: %s', (_, changes, cql) => {
    expect(assignment(changes)).toBe(cql);
  });

  it('binds what it adds and what it takes away; the rest stays unset', () => {
    const changes = {
      tags: [add('a', 'b'), discard('c')],
      amounts: [put(new Map([['x', 1]])), removeKeys('y')],
      steps: prepend('1', '2'),
      home: setFields({ zipCode: null }),
    };
    expect(planned(changes)?.values).toEqual([
      undefined,
      ...[undefined, undefined, undefined],
      ...[bytes('a', 'b'), bytes('c')],
      bytes('1', '2'),
      ...[expect.any(Buffer) as Buffer, bytes('y')],
      ...[undefined, null],
      undefined,
      1,
    ]);
    expect(planned({ steps: removeAt(2) })?.values).toContain(null);
  });

  it('of a set or map may be repeated, of a list never', () => {
    const isIdempotent = (changes: object): boolean | undefined => planned(changes)?.isIdempotent;
    expect(isIdempotent({ tags: [add('a'), discard('b')], amounts: put('a', 1) })).toBe(true);
    for (const steps of [append('a'), prepend('a'), discard('a'), setAt(0, 'a'), removeAt(0)]) {
      expect(isIdempotent({ steps })).toBe(false);
    }
  });

  it('without operands is none', () => {
    const nothing = {
      tags: [add(), discard()],
      steps: append(),
      amounts: put(new Map()),
      home: setFields({ street: undefined }),
    };
    expect(planned(nothing)).toBeUndefined();
  });

  it('makes one text for each column it is about, whatever it holds', () => {
    const texts = [add('a'), discard('a'), [add('a'), discard('b')], add('x', 'y')].map(
      (tags) => planned({ tags })?.cql,
    );
    expect(new Set(texts).size).toBe(1);
  });

  it.each<[string, object, readonly string[]]>([
    ['element: null in add', { tags: add(null) }, ['element']],
    ['element: undefined in a whole list', { steps: ['a', undefined] }, ['element']],
    ['element: null as value of a whole map', { amounts: new Map([['a', null]]) }, ['element']],
    ['element: null as key of put', { amounts: put(null, 1) }, ['element']],
    ['element: null in setAt', { steps: setAt(0, null) }, ['element']],
    ['element: null in a frozen list', { sizes: [1, null] }, ['element']],
    ['wrong-type: another element', { tags: add<unknown>('a', 1) }, ['wrong-type']],
    ['wrong-type: another key', { amounts: removeKeys(1) }, ['wrong-type']],
    ['wrong-type: a field', { home: setFields({ street: 1 }) }, ['wrong-type']],
    ['wrong-type: an operation of a text', { name: append('a') }, ['wrong-type']],
    ['wrong-type: add to fields', { home: add('a') }, ['wrong-type']],
    ['unknown-column: a field', { home: setFields({ nosuch: 1 }) }, ['unknown-column']],
    ['unknown-column', { nosuch: add('a') }, ['unknown-column']],
    ['column-null: a field', { home: setFields({ street: null }) }, ['column-null']],
    ['set-op: one element on both sides', { tags: [add('a', 'b'), discard('b')] }, ['set-op']],
    ['set-op: a whole value beside', { tags: [new Set(['a']), add('b')] }, ['set-op']],
    ['set-op: an operation of lists', { tags: append('a') }, ['set-op']],
    ['list-op: two on one list', { steps: [append('a'), prepend('b')] }, ['list-op']],
    ['list-op: a negative index', { steps: setAt(-1, 'a') }, ['list-op']],
    ['list-op: an index with a fraction', { steps: removeAt(0.5) }, ['list-op']],
    ['list-op: no index', { steps: removeAt(null as never) }, ['list-op']],
    ['list-op: an operation of sets', { steps: add('a') }, ['list-op']],
    ['map-op: null in put', { amounts: put('a', null) }, ['map-op']],
    ['map-op: one key on both sides', { amounts: [put('a', 1), removeKeys('a')] }, ['map-op']],
    ['map-op: an operation of sets', { amounts: discard('a') }, ['map-op']],
    ['frozen-op', { sizes: append(1) }, ['frozen-op']],
    ['arithmetic', { rating: add(1) }, ['arithmetic']],
    ['index-term-size', { tags: add('x'.repeat(8193)) }, ['index-term-size']],
    ['several at once', { tags: add(null), steps: setAt(-1, 'a') }, ['element', 'list-op']],
  ])('is refused: %s', (_, changes, codes) => {
    expect(codesOf(changes)).toEqual(codes);
  });

  it('says where a null stands, and never what stands beside it', () => {
    expect(() => planned({ tags: add('secret', null) })).toThrow(
      /"tags" has null or undefined inside, at position 1\. Leave it out/,
    );
    expect(() => planned({ tags: add('secret', null) })).not.toThrow(/secret/);
    expect(() => planned({ amounts: new Map([['secret', null]]) })).toThrow(/at value position 0/);
  });
});
