import { InvalidTableError } from '../../errors/refused/invalid-table.error.js';
import { frozen, list, map, set, tuple, vector } from '../column/collection-builders.js';
import type { Column } from '../column/column.js';
import { blob, counter, duration, int, text } from '../column/column-builders.js';
import { Table, type TableOf } from '../table.js';
import { udt } from '../column/udt.js';
import { verifyTables } from './verify-tables.js';

/** A declaration the types would refuse. */
const anyTable = Table as unknown as (name: unknown, options: unknown) => TableOf<unknown>;

function faultsOf(...tables: readonly TableOf<unknown>[]): InvalidTableError {
  try {
    verifyTables(tables);
  } catch (error) {
    if (error instanceof InvalidTableError) return error;
    throw error;
  }
  throw new Error('It has no fault');
}

const columns = { id: text(), x: int() };
/** A type the builders would refuse. */
const any = (column: unknown): never => column as never;
const inner = set(int());

class User extends Table('users', {
  columns: { id: text(), 'full name': text().nullable(), xId: int() },
  partitionKey: ['id'],
  clusteringKey: ['xId'],
}) {
  static readonly greeting = 'hello';
  declare id: string;
  get label(): string {
    return this.id;
  }
}

describe('verifyTables', () => {
  it('accepts methods, getters, statics and declared fields, and any column name', () => {
    expect(() => {
      verifyTables([User, User]);
    }).not.toThrow();
  });

  it.each<[string, unknown, unknown]>([
    ['table-name', 'a b', { columns, partitionKey: ['id'] }],
    ['table-name', '', { columns, partitionKey: ['id'] }],
    ['table-name', 'x'.repeat(223), { columns, partitionKey: ['id'] }],
    ['table-name', 'a', { columns, partitionKey: ['id'], keyspace: 'a-b' }],
    ['table-name', 'a', { columns, partitionKey: ['id'], keyspace: 'k'.repeat(49) }],
    ['column-type', 'a', { columns: { ...columns, y: undefined }, partitionKey: ['id'] }],
    ['table-options', 'a', { columns, partitionKey: ['id'], writes: 'version' }],
    ['column-name', 'a', { columns: { ...columns, y: int().named('x') }, partitionKey: ['id'] }],
    ['column-name', 'a', { columns: { ...columns, y: int().named('') }, partitionKey: ['id'] }],
    [
      'column-name',
      'a',
      { columns: { ...columns, y: int().named(5 as never) }, partitionKey: ['id'] },
    ],
    ['column-name', 'a', { columns: { ...columns, constructor: int() }, partitionKey: ['id'] }],
    ['column-name', 'a', { columns: { ...columns, toJSON: int() }, partitionKey: ['id'] }],
    ['column-type', 'a', { columns: { ...columns, y: 'int' }, partitionKey: ['id'] }],
    ['partition-key', 'a', { columns, partitionKey: [] }],
    ['partition-key', 'a', { columns, partitionKey: ['nope'] }],
    ['partition-key', 'a', { columns, partitionKey: ['id', 'id'] }],
    ['partition-key', 'a', { columns, partitionKey: ['id'], clusteringKey: ['id'] }],
    ['key-column', 'a', { columns: { id: text().nullable() }, partitionKey: ['id'] }],
    [
      'key-column',
      'a',
      { columns: { id: text(), x: int().static() }, partitionKey: ['id'], clusteringKey: ['x'] },
    ],
    ['counter-column', 'a', { columns: { ...columns, y: counter() }, partitionKey: ['id'] }],
    [
      'counter-column',
      'a',
      { columns: { id: text(), y: counter().nullable() }, partitionKey: ['id'] },
    ],
    [
      'counter-column',
      'a',
      { columns: { id: text(), y: counter().default(1n) }, partitionKey: ['id'] },
    ],
    [
      'index-type',
      'a',
      { columns: { id: text(), y: counter() }, partitionKey: ['id'], indexes: ['y'] },
    ],
    [
      'index-type',
      'a',
      {
        columns: { ...columns, y: counter() },
        partitionKey: ['id'],
        clusteringKey: ['x'],
        indexes: ['x'],
      },
    ],
    ['static-column', 'a', { columns: { id: text(), x: int().static() }, partitionKey: ['id'] }],
    ['clustering-order', 'a', { columns, partitionKey: ['id'], clusteringOrder: { id: 'asc' } }],
    [
      'clustering-order',
      'a',
      { columns, partitionKey: ['id'], clusteringKey: ['x'], clusteringOrder: { x: 'up' } },
    ],
    ['index-column', 'a', { columns, partitionKey: ['id'], indexes: ['nope'] }],
    ['index-column', 'a', { columns, partitionKey: ['id'], indexes: ['id'] }],
    ['index-column', 'a', { columns, partitionKey: ['id'], indexes: ['x', 'x'] }],
    ['index-column', 'a', { columns, partitionKey: ['id'], indexes: [{ column: ['x', 'id'] }] }],
    [
      'index-column',
      'a',
      { columns: { ...columns, y: int().named('a b') }, partitionKey: ['id'], indexes: ['y'] },
    ],
    [
      'index-column',
      'a',
      {
        columns: { ...columns, y: int().named('y'.repeat(49)) },
        partitionKey: ['id'],
        indexes: ['y'],
      },
    ],
  ])('refuses %s', (code, name, options) => {
    expect(faultsOf(anyTable(name, options)).faults.map((fault) => fault.code)).toContain(code);
  });

  it.each<[string, Column]>([
    ['collection', list(any(inner))],
    ['collection', frozen(list(any(inner)))],
    ['collection', tuple(any(inner))],
    ['collection', vector(any(inner), 2)],
    ['collection', map(text(), any(list(int())))],
    ['collection', set(any(duration()))],
    ['collection', set(any(frozen(list(duration()))))],
    ['collection', map(any(duration()), int())],
    ['collection', list(any(counter()))],
    ['collection', map(text(), any(counter()))],
    ['collection', tuple(any(counter()))],
    ['collection', frozen(any(counter()))],
    ['udt', frozen(udt('a', any({ x: counter() })))],
    ['collection', frozen(any(int()))],
    ['collection', set(int()).nullable()],
    ['column-type', list(any('int'))],
    ['column-type', list({ type: 'int' } as never)],
    ['collection', tuple(...([] as unknown as [Column]))],
    ['vector', vector(int(), 0)],
    ['vector', vector(int(), 1.5)],
    ['column-default', int().default(any('1'))],
    ['column-default', frozen(set(int())).default(any([1]))],
    ['column-default', int().nullable().default(1)],
    ['collection', list(any(udt('a', { x: int() })))],
    ['collection', udt('a', any({ x: set(int()) }))],
    ['collection', udt('a', any({ x: udt('b', { y: int() }) }))],
    ['udt', frozen(udt('a b', { x: int() }))],
    ['udt', frozen(udt('a', {}))],
    ['udt', frozen(udt('a', { x: int(), y: int().named('x') }))],
    ['column-default', frozen(udt('a', { x: int().default(any('1')) }))],
    ['collection', list(int().named('b'))],
    ['collection', frozen(list(any(int().nullable())))],
    ['collection', map(text().default('a'), int())],
    ['collection', set(any(int().static()))],
    ['collection', tuple(int(), any(int().nullable()))],
    ['collection', vector(int().default(1), 2)],
    ['collection', frozen(any(set(int()).from(() => null)))],
    ['udt', frozen(udt('a', { x: any(int().from(() => null)) }))],
    ['column-type', frozen(any(undefined))],
    ['column-type', tuple(int(), any(null))],
    ['column-type', frozen(udt('a', any({ x: undefined })))],
    ['udt', frozen(udt('a', any(undefined)))],
  ])('refuses %s inside a column', (code, y) => {
    const table = anyTable('a', { columns: { ...columns, y }, partitionKey: ['id'] });
    expect(faultsOf(table).faults.map((fault) => fault.code)).toEqual([code]);
  });

  it.each<[string, Column]>([
    ['set', set(int())],
    ['list', list(int())],
    ['map', map(int(), int())],
    ['udt', udt('a', { x: int() })],
    ['duration', duration()],
    ['counter', counter()],
    ['nested duration', frozen(list(duration()))],
  ])('refuses a %s in the key', (_, y) => {
    const table = anyTable('a', { columns: { ...columns, y }, partitionKey: ['id', 'y'] });
    expect(faultsOf(table).faults.map((fault) => fault.code)).toEqual(['key-column']);
  });

  it.each<[string, Column]>([
    ['blob', blob()],
    ['duration', duration()],
    ['vector of others than floats', vector(int(), 2)],
  ])('refuses an index on a %s', (_, y) => {
    const table = anyTable('a', {
      columns: { ...columns, y },
      partitionKey: ['id'],
      indexes: ['y'],
    });
    expect(faultsOf(table).faults.map((fault) => fault.code)).toEqual(['index-type']);
  });

  it.each<[string, unknown]>([
    ['index-target', [{ column: 'tags', target: 'keys' }]],
    ['index-target', [{ column: 'scores', target: 'full' }]],
    ['index-target', [{ column: 'scores', unique: true }]],
    ['index-column', ['scores', { column: 'scores', target: 'values' }]],
    ['index-column', [{ column: 'nope', target: 'keys' }]],
    ['index-type', ['pictures']],
    ['index-type', [{ column: 'scores', target: 'entries' }, 'lengths']],
  ])('refuses %s on what is inside a collection', (code, indexes) => {
    const table = anyTable('a', {
      columns: {
        id: text(),
        tags: set(text()),
        scores: map(text(), int()),
        pictures: set(blob()),
        lengths: list(duration()),
      },
      partitionKey: ['id'],
      indexes,
    });
    expect(faultsOf(table).faults.map((fault) => fault.code)).toEqual([code]);
  });

  it('accepts counters in many columns, static ones too', () => {
    class Plays extends Table('plays', {
      columns: { ...columns, plays: counter(), listeners: counter().static() },
      partitionKey: ['id'],
      clusteringKey: ['x'],
    }) {}
    expect(() => {
      verifyTables([Plays]);
    }).not.toThrow();
    expect(new Plays({ id: 'a', x: 1 })).toMatchObject({ plays: 0n, listeners: 0n });
  });

  it('refuses two types of one name that differ (udt)', () => {
    const one = anyTable('a', {
      columns: { ...columns, y: frozen(udt('address', { x: int() })) },
      partitionKey: ['id'],
    });
    const other = anyTable('b', {
      columns: { ...columns, y: frozen(udt('address', { x: text() })) },
      partitionKey: ['id'],
    });
    expect(faultsOf(one, other).faults).toMatchObject([{ code: 'udt', table: 'b' }]);
  });

  it('refuses indexes that come to one name (table-twice)', () => {
    const text1 = anyTable('a', {
      columns: { id: text(), x: text().named('b_c') },
      partitionKey: ['id'],
      indexes: ['x'],
    });
    const text2 = anyTable('a_b', {
      columns: { id: text(), y: text().named('c') },
      partitionKey: ['id'],
      indexes: ['y'],
    });
    expect(faultsOf(text1, text2, text1).faults).toMatchObject([
      { code: 'table-twice', table: 'a_b', columns: ['y'] },
    ]);
  });

  it('refuses fields, which would hide or add to the columns (class-field, column-name)', () => {
    class Erasing extends Table('erasing', { columns, partitionKey: ['id'] }) {
      override x!: number;
    }
    class Adding extends Table('adding', { columns, partitionKey: ['id'] }) {
      extra = 1;
    }
    class Hiding extends Table('hiding', { columns, partitionKey: ['id'] }) {}
    Object.defineProperty(Hiding.prototype, 'x', { get: () => 1 });
    class Throwing extends Table('throwing', { columns, partitionKey: ['id'] }) {
      constructor() {
        super({ id: 'a', x: 1 });
        throw new Error('not made this way');
      }
    }
    const { faults } = faultsOf(Erasing, Adding, Hiding, Throwing);
    expect(faults.map(({ code, table, columns: at }) => [code, table, ...at])).toEqual([
      ['class-field', 'erasing', 'x'],
      ['class-field', 'adding', 'extra'],
      ['column-name', 'hiding', 'x'],
      ['class-field', 'throwing'],
    ]);
  });

  it('looks into no key or index of a type that is undefined inside (column-type)', () => {
    const y = frozen(any(undefined));
    const keys = { partitionKey: ['y'], indexes: ['y'] };
    const codes = faultsOf(anyTable('a', { columns: { ...columns, y }, ...keys })).faults;
    expect(codes).toMatchObject([{ code: 'column-type', columns: ['y'] }]);
  });

  it('accepts what frozen and UDTs take from inside', () => {
    const place = udt('place', { x: int().nullable(), y: int().named('z').default(1) });
    const more = { y: frozen(set(int()).nullable().named('b')), at: frozen(place) };
    expect(() => {
      verifyTables([anyTable('a', { columns: { ...columns, ...more }, partitionKey: ['id'] })]);
    }).not.toThrow();
  });

  it('knows what names the keyspace of the connection (table-twice, udt)', () => {
    const y = (field: Column): Column => frozen(udt('address', { x: any(field) }));
    const named = (of: object): TableOf<unknown> =>
      anyTable('users', { columns, partitionKey: ['id'], keyspace: 'ks', ...of });
    const users = anyTable('users', { columns, partitionKey: ['id'] });
    const other = anyTable('a', { columns: { ...columns, y: y(text()) }, partitionKey: ['id'] });
    const messageOf = (keyspace: string, ...tables: readonly TableOf<unknown>[]): unknown => {
      try {
        verifyTables(tables, keyspace);
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    };
    expect(messageOf('ks', users, named({}))).toContain(
      "users: Two classes declare this table, one of them with keyspace: 'ks', which is the connection's.",
    );
    expect(messageOf('other', users, named({}))).toBeUndefined();
    const address = named({ columns: { ...columns, y: y(int()) } });
    expect(messageOf('ks', address, other)).toContain('There is another UDT "address"');
    expect(messageOf('other', address, other)).toBeUndefined();
  });

  it('tells all faults of all tables together (table-twice)', () => {
    const first = anyTable('a b', { columns, partitionKey: ['nope'] });
    const second = anyTable('users', { columns, partitionKey: ['id'] });
    const error = faultsOf(first, User, second);
    expect(error.faults.map(({ code }) => code)).toEqual([
      'table-twice',
      'table-name',
      'partition-key',
    ]);
    expect(error.message).toContain('- a b.nope: The key names a column that is not declared.');
  });
});
