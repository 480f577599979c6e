import { InvalidTableError } from '../../errors/refused/invalid-table.error.js';
import { frozen, list, map, set, vector } from '../column/collection-builders.js';
import type { Column } from '../column/column.js';
import { blob, counter, duration, int, text } from '../column/column-builders.js';
import { udt } from '../column/udt.js';
import { Table, type TableOf } from '../table.js';
import { verifyTables } from './verify-tables.js';

/** A declaration the types would refuse. */
const anyTable = Table as unknown as (name: unknown, options: unknown) => TableOf<unknown>;
const any = (column: unknown): never => column as never;

const columns = { id: text(), x: int() };
const partitionKey = ['id'];

const faults: readonly [table: string, options: unknown, message: string][] = [
  [
    'a b',
    { columns, partitionKey },
    "a b: Cassandra takes no such table name. Use 1 to 222 letters, digits and underscores: 'a_b'.",
  ],
  [
    'a',
    { columns, partitionKey, keyspace: 'k-s' },
    "a: Cassandra takes no such keyspace name. Use 1 to 48 letters, digits and underscores: keyspace: 'k_s'.",
  ],
  [
    'a',
    { columns: { ...columns, y: 'int' }, partitionKey },
    'a.y: This is no column type. Declare it by the function of its type: y: text(), int(), set(text()), ….',
  ],
  [
    'a',
    { columns: { ...columns, y: int().named('') }, partitionKey },
    "a.y: A column needs a name. Write y: int(), or give it another name with .named('value').",
  ],
  [
    'a',
    { columns: { ...columns, toJSON: set(int()) }, partitionKey },
    "a.toJSON: A row class has a member of this name. Use another property: other: set(int()).named('to_json').",
  ],
  [
    'a',
    { columns: { ...columns, y: int().named('x') }, partitionKey },
    `a.x.y: Both are the column "x". Give one of them another name: y: int().named('y').`,
  ],
  [
    'a',
    { columns, partitionKey: [] },
    "a: There is no partition key. Name a column or more: partitionKey: ['id'].",
  ],
  [
    'a',
    { columns, partitionKey: ['nope'] },
    "a.nope: The key names a column that is not declared. Add nope: text(), or of another type, to columns; or remove 'nope' from partitionKey.",
  ],
  [
    'a',
    { columns, partitionKey, clusteringKey: ['x', 'id'] },
    "a.id: The key names this column twice. Name it once: partitionKey: ['id'], clusteringKey: ['x'].",
  ],
  [
    'a',
    { columns: { id: text().nullable() }, partitionKey },
    'a.id: A nullable column cannot be part of the key. Remove .nullable(): id: text().',
  ],
  [
    'a',
    { columns: { id: set(int()) }, partitionKey },
    'a.id: A set cannot be part of the key. Write id: frozen(set(int())).',
  ],
  [
    'a',
    { columns: { id: counter() }, partitionKey },
    'a.id: A counter changes and cannot be part of the key. Write id: bigint() for a number that stays.',
  ],
  [
    'a',
    { columns: { id: duration() }, partitionKey },
    'a.id: A duration has no order and cannot be part of the key. Use another type, such as id: bigint() for nanoseconds.',
  ],
  [
    'a',
    { columns: { id: text(), x: int().static() }, partitionKey },
    'a.x: Without a clustering key every partition is one row. Remove .static(): x: int(); or name a clusteringKey.',
  ],
  [
    'a',
    { columns: { ...columns, y: counter() }, partitionKey },
    'a.x: A table with a counter ("y") has nothing but counters beside its key, no int. Move x: int() to another table of the same key.',
  ],
  [
    'a',
    { columns: { id: text(), y: counter().nullable() }, partitionKey },
    'a.y: A counter that was never added to is 0n, neither null nor anything else. Remove .nullable(): y: counter().',
  ],
  [
    'a',
    { columns, partitionKey, clusteringOrder: { x: 'asc' } },
    "a.x: The clustering order names a column outside the clustering key. Remove 'x' from clusteringOrder; or write clusteringKey: ['x'].",
  ],
  [
    'a',
    { columns, partitionKey, clusteringKey: ['x'], clusteringOrder: { x: 'up' } },
    "a.x: The clustering order has no such direction. Write x: 'asc' or x: 'desc'.",
  ],
  [
    'a',
    { columns, partitionKey, indexes: ['nope'] },
    "a.nope: indexes names a column that is not declared. Add nope: text(), or of another type, to columns; or remove 'nope' from indexes.",
  ],
  [
    'a',
    { columns, partitionKey, indexes: ['id'] },
    "a.id: The only partition column needs no index and can have none. Remove 'id' from indexes.",
  ],
  [
    'a',
    { columns, partitionKey, indexes: ['x', 'x'] },
    "a.x: indexes names this column twice. Name 'x' once.",
  ],
  [
    'a',
    { columns, partitionKey, indexes: [{ column: ['x', 'id'] }] },
    "a.x.id: An index is on one column. Name each by itself: indexes: ['x', 'id'].",
  ],
  [
    'a',
    { columns: { id: text(), y: blob() }, partitionKey, indexes: ['y'] },
    "a.y: A blob can have no index. Remove 'y' from indexes.",
  ],
  [
    'a',
    { columns: { id: text(), y: udt('b', { x: int() }) }, partitionKey, indexes: ['y'] },
    "a.y: A UDT that is not frozen can have no index. Remove 'y' from indexes, or write y: frozen(udt('b', { x: int() })).",
  ],
  [
    'a',
    { columns, partitionKey, indexes: [{ column: 'x', target: 'keys' }] },
    "a.x: Only an index on a map that is not frozen has a target. Remove target: write 'x'.",
  ],
  [
    'a',
    { columns, partitionKey, indexes: [{ column: 'x', target: 'full' }] },
    "a.x: Only an index on a map that is not frozen has a target. Remove target: write 'x'.",
  ],
  [
    'a',
    { columns, partitionKey, indexes: [{ column: 'x', unique: true }] },
    'a.x: An index has no option "unique". Leave it out. It has column, target, similarity, caseSensitive, normalize, ascii.',
  ],
  [
    'a',
    { columns, partitionKey, indexes: [{ column: 'x', ascii: true }] },
    'a.x: ascii: the index holds no texts but int. Remove ascii.',
  ],
  [
    'a',
    { columns: { id: text(), y: list(any(set(int()))) }, partitionKey },
    'a.y: A set that is not frozen cannot be part of a list. Write frozen(set(int())) inside.',
  ],
  [
    'a',
    { columns: { id: text(), y: list(any(counter())) }, partitionKey },
    'a.y: A counter is a column of its own and cannot be part of a list. Use bigint() inside, or a counter() column.',
  ],
  [
    'a',
    { columns: { id: text(), y: set(any(duration())) }, partitionKey },
    'a.y: The elements of a set are sorted, and durations have no order. Write list(duration()), or use another type, such as bigint() for nanoseconds.',
  ],
  [
    'a',
    { columns: { id: text(), y: map(any(duration()), int()) }, partitionKey },
    'a.y: The keys of a map are sorted, and durations have no order. Use keys of another type, such as bigint() for nanoseconds.',
  ],
  [
    'a',
    { columns: { id: text(), y: set(int()).nullable() }, partitionKey },
    'a.y: A set is never null: Cassandra stores nothing for an empty one. Write set(int()) without .nullable(); or frozen(set(int())).nullable(), which tells empty from null.',
  ],
  [
    'a',
    { columns: { id: text(), y: frozen(any(int())) }, partitionKey },
    'a.y: Only collections and UDTs are frozen, not int. Write int() without frozen(…).',
  ],
  [
    'a',
    { columns: { id: text(), y: vector(int(), 0) }, partitionKey },
    'a.y: A vector has a whole number of dimensions, 1 or more. Give the number, such as vector(int(), 3).',
  ],
  [
    'a',
    { columns: { id: text(), y: frozen(udt('a b', { x: int() })) }, partitionKey },
    "a.y: A UDT has a name of 1 to 222 letters, digits and underscores. Write udt('address', { … }).",
  ],
  [
    'a',
    { columns: { id: text(), y: frozen(udt('b', {})) }, partitionKey },
    `a.y: The UDT "b" has no field. Write udt('b', { value: text() }), or the fields it has.`,
  ],
  [
    'a',
    {
      columns: { id: text(), y: frozen(udt('b', { x: int(), z: int().named('x') })) },
      partitionKey,
    },
    `a.y: Two fields of the UDT "b" have one name. Give one of them another: z: int().named('x_2').`,
  ],
  [
    'a',
    { columns: { id: text(), y: list(any(text().nullable())) }, partitionKey },
    'a.y: .nullable() says nothing inside a list. Write list(text()).',
  ],
  [
    'a',
    { columns: { id: text(), y: map(text(), int().default(1)) }, partitionKey },
    'a.y: .default(…) says nothing inside a map. Write map(text(), int()), or .default(…) behind it, of the column.',
  ],
  [
    'a',
    { columns: { id: text(), y: frozen(udt('b', any({ x: int().static() }))) }, partitionKey },
    "a.y: .static() says nothing inside a udt. Write udt('b', { x: int() }), or .static() behind it, of the column.",
  ],
  [
    'a',
    { columns: { id: text(), y: list(any(undefined)) }, partitionKey },
    'a.y: Something in it is no column type. Put the function of a type inside: text(), int(), frozen(set(text())), …. Where it is undefined, two files import each other, or the name of the import is wrong: declare it in a file that imports neither.',
  ],
  [
    'a',
    { columns: any(undefined), partitionKey },
    'a: There are no columns. Write columns: { id: uuid(), … }.',
  ],
  [
    'a',
    { columns: { id: text(), y: int().default(any('1')) }, partitionKey },
    'a.y: The default is no value of this type. Give a whole number from -2147483648 to 2147483647.',
  ],
  [
    'a',
    { columns, partitionKey, defaultTtlSeconds: -1 },
    'a: defaultTtlSeconds is not a whole number of seconds that Cassandra can keep. Give defaultTtlSeconds from 0 to 630720000, or leave it out.',
  ],
];

function messageOf(...tables: readonly TableOf<unknown>[]): string {
  try {
    verifyTables(tables);
  } catch (error) {
    if (error instanceof InvalidTableError) return error.message;
    throw error;
  }
  return '';
}

describe('The message of a declaration at fault', () => {
  it.each(faults)('of %s, %o', (name, options, message) => {
    expect(messageOf(anyTable(name, options))).toBe(`Invalid table declarations:\n- ${message}`);
  });

  it('names both tables where they exclude each other', () => {
    const address = (street: Column): Column => frozen(udt('address', { street: any(street) }));
    const tableWith = (name: string, y: Column): TableOf<unknown> =>
      anyTable(name, { columns: { id: text(), y }, partitionKey });
    expect(messageOf(tableWith('a', int()), tableWith('a', text()))).toContain(
      "a: Two classes declare this table. Use one class for both, or give one of them another name: Table('a_2', …).",
    );
    expect(messageOf(tableWith('a', address(int())), tableWith('b', address(text())))).toContain(
      `b.y: There is another UDT "address", with other fields. Declare it once, const address = udt('address', { … }), and use that in both tables; or give one of them another name.`,
    );
  });
});
