import type { PresentValue } from '../row-types.js';
import { type Column, makeColumn, plainColumn } from './column.js';
import type { ElementRule, FrozenRule, SortedElementRule } from './element-rules.js';
import { innerType, unheard } from './inner-column.js';

/**
 * CQL `list`: an array. Empty where there is nothing, and then nothing is stored: never null. Prefer a set or a frozen list: a
 * list that is written twice by a retry would hold everything twice, so such writes are never retried.
 */
export function list<Of extends Column>(
  of: Of & ElementRule<Of>,
): Column<PresentValue<Of>[], 'list', false, false> {
  return plainColumn('list', { kind: 'list', element: innerType(of), ...unheard([of]) });
}

/** CQL `set`: a Set, which comes back sorted. Empty where there is nothing, and then nothing is stored: never null. */
export function set<Of extends Column>(
  of: Of & SortedElementRule<Of>,
): Column<Set<PresentValue<Of>>, 'set', false, false> {
  return plainColumn('set', { kind: 'set', element: innerType(of), ...unheard([of]) });
}

/** CQL `map`: a Map, which comes back sorted by key. Empty where there is nothing, and then nothing is stored: never null. */
export function map<Key extends Column, Value extends Column>(
  key: Key & SortedElementRule<Key>,
  value: Value & ElementRule<Value>,
): Column<Map<PresentValue<Key>, PresentValue<Value>>, 'map', false, false> {
  const inside = { key: innerType(key), value: innerType(value) };
  return plainColumn('map', { kind: 'map', ...inside, ...unheard([key, value]) });
}

/**
 * CQL `frozen`: a collection or UDT stored as one value. It can be a key column, stand inside another collection, and be
 * compared as a whole; it is always written as a whole. An empty one is stored and differs from null.
 */
export function frozen<Of extends Column>(
  of: Of & FrozenRule<Of>,
): Column<PresentValue<Of>, 'frozen', Of['isNullable'], Of['isStatic']> {
  const { isNullable, isStatic, columnName, defaultValue } = { ...of };
  const type = { kind: 'frozen', of: innerType(of), ...unheard([of], heardByFrozen) } as const;
  return makeColumn({ kind: 'frozen', type, isNullable, isStatic, columnName, defaultValue });
}

/** What is said of the column inside is said of the frozen one. */
const heardByFrozen = ['.nullable()', '.static()', '.named(…)', '.default(…)'] as const;

/** CQL `tuple`: an array of fixed length, each place with a type of its own and a value. Stored as one value. */
export function tuple<const Elements extends readonly [Column, ...Column[]]>(
  ...of: Elements & { readonly [Index in keyof Elements]: ElementRule<Elements[Index]> }
): Column<TupleValue<Elements>, 'tuple', false, false> {
  return plainColumn('tuple', { kind: 'tuple', elements: of.map(innerType), ...unheard(of) });
}

/** The JavaScript value of a tuple. */
export type TupleValue<Elements extends readonly Column[]> = {
  -readonly [Index in keyof Elements]: PresentValue<Elements[Index]>;
};

/** CQL `vector`: so many elements. Of floats it is a Float32Array, all of them finite; of others an array. */
export function vector<Of extends Column>(
  of: Of & ElementRule<Of>,
  dimensions: number,
): Column<Of['kind'] extends 'float' ? Float32Array : PresentValue<Of>[], 'vector', false, false> {
  const element = innerType(of);
  return plainColumn('vector', { kind: 'vector', element, dimensions, ...unheard([of]) });
}
