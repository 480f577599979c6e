import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import { InvalidWriteError } from '../../../errors/refused/invalid-write.error.js';
import { frozen, list, set, vector } from '../../../table/column/collection-builders.js';
import { bigint, float, int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { TableModel } from '../../../table/table-model.js';
import { faultlessRow } from '../check/faultless-input.js';
import { planDelete } from './plan-delete.js';
import { planInsert } from './plan-insert.js';
import { planUpdate } from './plan-update.js';
import { WriteTarget } from '../write-target.js';

class User extends Table('users', {
  columns: {
    cityId: int(),
    username: text(),
    name: text().nullable(),
    email: text(),
    visits: bigint(),
  },
  partitionKey: ['cityId'],
  clusteringKey: ['username'],
  indexes: ['email'],
}) {}

const target = new WriteTarget('ks', new TableModel(User.definition));
const user = { cityId: 1, username: 'ada', email: 'a@b', visits: 3n };
const key = { cityId: 1, username: 'ada' };

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

describe('A write', () => {
  it('is an insert with one text, whatever it leaves out', () => {
    const cql =
      'INSERT INTO "ks"."users" ("city_id", "username", "name", "email", "visits") VALUES (?, ?, ?, ?, ?) USING TTL ?';
    expect(planInsert(target, user, {}, false)).toMatchObject({
      cql,
      values: [1, 'ada', undefined, 'a@b', 3n, undefined],
      isIdempotent: true,
    });
    expect(planInsert(target, { ...user, name: null }, { ttlSeconds: 5 }, false)).toMatchObject({
      cql,
      values: [1, 'ada', null, 'a@b', 3n, 5],
    });
  });

  it('is a lightweight transaction when asked to be, and then never repeated', () => {
    expect(planInsert(target, user, {}, true)).toMatchObject({ isIdempotent: false });
    expect(planInsert(target, user, {}, true).cql).toContain(') IF NOT EXISTS USING TTL ?');
    const update = planUpdate(target, key, { email: 'x' }, { ifExists: true });
    expect(update).toMatchObject({ isIdempotent: false });
    expect(update?.cql).toContain(' IF EXISTS');
  });

  it('sets the columns it changes alone', () => {
    expect(planUpdate(target, key, { name: null, visits: undefined }, {})).toMatchObject({
      cql: 'UPDATE "ks"."users" SET "name" = ? WHERE "city_id" = ? AND "username" = ?',
      values: [null, 1, 'ada'],
      isIdempotent: true,
    });
  });

  it('has the same text where the changes are of a class, as those of a request mostly are', () => {
    class UserChanges {
      name = 'Ada';
      email: string | undefined = undefined;
      visits = 4n;
    }
    const options = { ttlSeconds: 5, timestamp: 7n };
    const written = (changes: object): unknown => {
      const update = planUpdate(target, key, changes, options);
      return { ...update, written: update?.written, rows: update?.rows };
    };
    expect(written(new UserChanges())).toEqual(written({ name: 'Ada', visits: 4n }));
    expect(written(new UserChanges())).toMatchObject({
      cql: 'UPDATE "ks"."users" USING TTL ? AND TIMESTAMP ? SET "name" = ?, "visits" = ? WHERE "city_id" = ? AND "username" = ?',
      values: [5, 7n, 'Ada', 4n, 1, 'ada'],
    });
  });

  it('is nothing where an update changes nothing', () => {
    expect(planUpdate(target, key, { name: undefined }, {})).toBeUndefined();
  });

  it('is a delete by the complete key', () => {
    expect(planDelete(target, key, {})).toMatchObject({
      cql: 'DELETE FROM "ks"."users" WHERE "city_id" = ? AND "username" = ?',
      values: [1, 'ada'],
      isIdempotent: true,
    });
  });

  it('is a delete of what is there when asked to be, and then never repeated', () => {
    expect(planDelete(target, key, { ifExists: true })).toMatchObject({
      cql: 'DELETE FROM "ks"."users" WHERE "city_id" = ? AND "username" = ? IF EXISTS',
      values: [1, 'ada'],
      isIdempotent: false,
    });
  });

  it.each<[string, unknown, readonly string[]]>([
    ['row-kind', 'ada', ['row-kind', 'key-missing', 'column-missing', 'column-missing']],
    ['unknown-column', { ...user, nosuch: 1 }, ['unknown-column']],
    ['key-missing', { ...user, username: undefined }, ['key-missing']],
    ['key-null', { ...user, username: null }, ['key-null']],
    ['column-missing', { ...user, email: undefined }, ['column-missing']],
    ['column-null', { ...user, visits: null }, ['column-null']],
    ['wrong-type', { ...user, visits: 3 }, ['wrong-type']],
    ['key-size', { ...user, username: 'x'.repeat(65_536) }, ['key-size']],
    ['index-term-size', { ...user, email: 'x'.repeat(8193) }, ['index-term-size']],
    [
      'several at once',
      { cityId: '1', nosuch: 1 },
      ['wrong-type', 'unknown-column', 'key-missing', 'column-missing', 'column-missing'],
    ],
  ])('is refused as an insert: %s', (_, row, codes) => {
    const error = refusalOf(() => planInsert(target, row, {}, false));
    expect(error.faults.map(({ code }) => code)).toEqual(codes);
  });

  it.each<[string, unknown, unknown, object, string]>([
    ['a key column', key, { username: 'x' }, {}, 'update-key-column'],
    ['a null', key, { email: null }, {}, 'column-null'],
    ['an incomplete key', { cityId: 1 }, { email: 'x' }, {}, 'key-missing'],
    ['more than a key', { ...key, email: 'x' }, { email: 'x' }, {}, 'update-many'],
    ['a condition on nothing', key, {}, { ifExists: true }, 'nothing-to-write'],
    ['a negative TTL', key, { email: 'x' }, { ttlSeconds: -1 }, 'ttl'],
    ['a TTL of null', key, { email: 'x' }, { ttlSeconds: null }, 'ttl'],
    ['too long a TTL', key, { email: 'x' }, { ttlSeconds: 630_720_001 }, 'ttl'],
    ['no consistency', key, { email: 'x' }, { consistency: 'MOST' }, 'consistency'],
    ['one of reads', key, { email: 'x' }, { consistency: 'LOCAL_SERIAL' }, 'consistency'],
    ['no serial one', key, { email: 'x' }, { serialConsistency: 'QUORUM' }, 'consistency'],
  ])('is refused as an update: %s', (_, of, changes, options, code) => {
    const error = refusalOf(() => planUpdate(target, of, changes, options));
    expect(error).toBeInstanceOf(InvalidWriteError);
    expect(error.code).toBe(code);
  });
});

describe('A write of collections', () => {
  class Recipe extends Table('recipes', {
    columns: { id: int(), tags: set(text()), steps: list(text()), sizes: frozen(list(int())) },
    partitionKey: ['id'],
    indexes: ['tags'],
  }) {}
  const recipes = new WriteTarget('ks', new TableModel(Recipe.definition));
  const sizes = [1];

  it('is not repeated where it has a list, which would hold everything twice', () => {
    const tags = new Set(['a']);
    expect(planInsert(recipes, { id: 1, sizes, tags }, {}, false).isIdempotent).toBe(true);
    expect(planInsert(recipes, { id: 1, sizes, steps: [] }, {}, false).isIdempotent).toBe(false);
    expect(planUpdate(recipes, { id: 1 }, { steps: ['a'] }, {})?.isIdempotent).toBe(false);
    expect(planUpdate(recipes, { id: 1 }, { sizes: [] }, {})?.isIdempotent).toBe(true);
  });

  it('takes no null for an empty one, and no element too large for its index', () => {
    const withNull = refusalOf(() => planInsert(recipes, { id: 1, sizes, tags: null }, {}, false));
    expect(withNull.code).toBe('column-null');
    expect(withNull.message).toContain('Give an empty collection.');
    expect(refusalOf(() => planInsert(recipes, { id: 1 }, {}, false)).code).toBe('column-missing');
    const large = Array.from({ length: 9 }, (_, index) => String(index).repeat(1000));
    expect(() =>
      planInsert(recipes, { id: 1, sizes, tags: new Set(large) }, {}, false),
    ).not.toThrow();
    const tags = new Set(['x'.repeat(8193)]);
    expect(refusalOf(() => planInsert(recipes, { id: 1, sizes, tags }, {}, false)).code).toBe(
      'index-term-size',
    );
  });

  it('takes a vector of zeros where its index compares no angles, and one larger than other indexed values', () => {
    class Sketch extends Table('sketches', {
      columns: {
        id: int(),
        angle: vector(float(), 3000).nullable(),
        place: vector(float(), 2).nullable(),
        plain: vector(float(), 2).nullable(),
      },
      partitionKey: ['id'],
      indexes: ['angle', { column: 'place', similarity: 'euclidean' }],
    }) {}
    const sketches = new WriteTarget('ks', new TableModel(Sketch.definition));
    const insert = (row: object): unknown => planInsert(sketches, { id: 1, ...row }, {}, false);
    const zeros = new Float32Array(2);
    expect(() => insert({ place: zeros, plain: zeros })).not.toThrow();
    expect(() => insert({ angle: new Float32Array(3000).fill(1) })).not.toThrow();
    const refused = refusalOf(() => insert({ angle: new Float32Array(3000) }));
    expect(refused.message).toContain('Give a vector that has a direction, or null.');
    expect(refused.code).toBe('wrong-type');
  });
});

describe('A row read the short way', () => {
  /** Of a class, so that every check is made of it one by one. */
  const checked = (row: object): object => Object.assign(Object.create({}) as object, row);
  const values: readonly unknown[] = [undefined, null, '', 'ada', 'x'.repeat(70_000), 1, 1.5, 3n];
  const rows = Object.keys({ ...user, name: 0, surname: 0 }).flatMap((property) => [
    ...values.map((value) => ({ ...user, [property]: value })),
    Object.fromEntries(Object.entries(user).filter(([other]) => other !== property)),
  ]);

  it('is read so where it has no fault', () => {
    expect(faultlessRow(target.model, user)).toEqual([1, 'ada', undefined, 'a@b', 3n]);
    expect(faultlessRow(target.model, checked(user))).toBeUndefined();
  });

  it('gives what all checks would give, or is refused for the same', () => {
    const outcome = (row: object): unknown => {
      try {
        const { cql, values: bound, isIdempotent, written } = planInsert(target, row, {}, false);
        return { cql, bound, isIdempotent, written };
      } catch (error) {
        return (error as Error).message;
      }
    };
    for (const row of rows) expect(outcome(row)).toEqual(outcome(checked(row)));
    expect(rows.map(outcome).filter((one) => typeof one !== 'string')).toHaveLength(13);
  });
});
