import { type Column, makeColumn, plainColumn } from './column.js';
import type { CollectionKind, ElementKind } from './column-kind.js';

/** What may be a part of a collection, tuple or vector: neither nullable nor static, and frozen if it has parts of its own. */
export type Element<Value = unknown, Kind extends ElementKind = ElementKind> = Column<
  Value,
  Kind,
  false,
  false
>;

/** Elements of sets and keys of maps: durations cannot be sorted. */
export type SortedElement<Value = unknown> = Element<Value, Exclude<ElementKind, 'duration'>>;

/**
 * CQL `list`: an array. Empty where there is nothing, and then nothing is stored: never null. Prefer a set or a frozen list: a
 * list that is written twice by a retry would hold everything twice, so such writes are never retried.
 */
export function list<Value>(of: Element<Value>): Column<Value[], 'list', false, false> {
  return plainColumn('list', { kind: 'list', element: of.type });
}

/** CQL `set`: a Set, which comes back sorted. Empty where there is nothing, and then nothing is stored: never null. */
export function set<Value>(of: SortedElement<Value>): Column<Set<Value>, 'set', false, false> {
  return plainColumn('set', { kind: 'set', element: of.type });
}

/** CQL `map`: a Map, which comes back sorted by key. Empty where there is nothing, and then nothing is stored: never null. */
export function map<Key, Value>(
  key: SortedElement<Key>,
  value: Element<Value>,
): Column<Map<Key, Value>, 'map', false, false> {
  return plainColumn('map', { kind: 'map', key: key.type, value: value.type });
}

/**
 * CQL `frozen`: a collection or UDT stored as one value. It can be a key column, stand inside another collection, and be
 * compared as a whole; it is always written as a whole. An empty one is stored and differs from null.
 */
export function frozen<Value, Nullable extends boolean, Static extends boolean>(
  of: Column<Value, CollectionKind | 'udt', Nullable, Static>,
): Column<Value, 'frozen', Nullable, Static> {
  const { isNullable, isStatic, columnName, defaultValue } = of;
  const type = { kind: 'frozen', of: of.type } as const;
  return makeColumn({ kind: 'frozen', type, isNullable, isStatic, columnName, defaultValue });
}

/** CQL `tuple`: an array of fixed length, each place with a type of its own and a value. Stored as one value. */
export function tuple<const Elements extends readonly [Element, ...Element[]]>(
  ...of: Elements
): Column<TupleValue<Elements>, 'tuple', false, false> {
  return plainColumn('tuple', { kind: 'tuple', elements: of.map(({ type }) => type) });
}

/** The JavaScript value of a tuple. */
export type TupleValue<Elements extends readonly Element[]> = {
  -readonly [Index in keyof Elements]: Elements[Index] extends Element<infer Value> ? Value : never;
};

/** CQL `vector`: so many elements. Of floats it is a Float32Array, all of them finite; of others an array. */
export function vector<Value, Kind extends ElementKind>(
  of: Element<Value, Kind>,
  dimensions: number,
): Column<Kind extends 'float' ? Float32Array : Value[], 'vector', false, false> {
  return plainColumn('vector', { kind: 'vector', element: of.type, dimensions });
}
