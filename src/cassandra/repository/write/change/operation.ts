/** What can be done to a part of a column. */
export type OperationName =
  | 'add'
  | 'discard'
  | 'append'
  | 'prepend'
  | 'setAt'
  | 'removeAt'
  | 'put'
  | 'removeKeys'
  | 'setFields';

/**
 * A change of a part of a column: made by `add`, `discard`, `append`, `prepend`, `setAt`, `removeAt`, `put`, `removeKeys` and
 * `setFields`, and given to `update` in place of a value. Immutable.
 */
export class Operation<Name extends OperationName = OperationName, Operand = unknown> {
  /** @internal */
  constructor(
    /** Which operation it is. */
    readonly name: Name,
    /** What it was given. */
    readonly operand: Operand,
  ) {
    Object.freeze(this);
  }
}

/** Narrows by name, where `instanceof` would make the operand an `any`. */
export function isOperation(change: unknown): change is Operation {
  return change instanceof Operation;
}

/**
 * Adds elements to a set; those it has already change nothing. Without elements it changes nothing.
 *
 * @example
 * await recipes.update({ id }, { tags: add('quick', 'hot') });
 */
export function add<Element>(
  ...elements: readonly Element[]
): Operation<'add', readonly Element[]> {
  return new Operation('add', [...elements]);
}

/**
 * Takes elements out of a set, or out of a list all that are equal to one of them. Of a list Cassandra reads before it writes.
 * Beside `add` in one array: `{ tags: [add('hot'), discard('cold')] }`.
 */
export function discard<Element>(
  ...elements: readonly Element[]
): Operation<'discard', readonly Element[]> {
  return new Operation('discard', [...elements]);
}

/** Puts elements behind the last of a list. Never retried by itself: a repeat would append them twice. */
export function append<Element>(
  ...elements: readonly Element[]
): Operation<'append', readonly Element[]> {
  return new Operation('append', [...elements]);
}

/** Puts elements before the first of a list, in the order given. Never retried by itself: a repeat would prepend them twice. */
export function prepend<Element>(
  ...elements: readonly Element[]
): Operation<'prepend', readonly Element[]> {
  return new Operation('prepend', [...elements]);
}

/**
 * Replaces the element of a list at an index from 0. Cassandra reads the list first and refuses an index outside of it:
 * `InvalidWriteError`, code `list-op`. Meanwhile another client may have moved the elements.
 */
export function setAt<Element>(
  index: number,
  element: Element,
): Operation<'setAt', readonly [number, Element]> {
  return new Operation('setAt', [index, element]);
}

/** Removes the element of a list at an index from 0; reads and refuses as `setAt` does. */
export function removeAt(index: number): Operation<'removeAt', number> {
  return new Operation('removeAt', index);
}

/** Puts a value under a key of a map, over the one that is there; or the entries of a Map. */
export function put<Key, Value>(key: Key, value: Value): Operation<'put', ReadonlyMap<Key, Value>>;
export function put<Key, Value>(
  entries: ReadonlyMap<Key, Value>,
): Operation<'put', ReadonlyMap<Key, Value>>;
export function put<Key, Value>(
  ...operands: readonly [Key, Value] | readonly [ReadonlyMap<Key, Value>]
): Operation<'put', ReadonlyMap<Key, Value>> {
  const entries = operands.length === 1 ? operands[0] : [operands];
  return new Operation('put', new Map(entries));
}

/** Removes keys of a map with their values. Beside `put` in one array: `{ amounts: [put('a', 1), removeKeys('b')] }`. */
export function removeKeys<Key>(...keys: readonly Key[]): Operation<'removeKeys', readonly Key[]> {
  return new Operation('removeKeys', [...keys]);
}

/** Changes some fields of a user-defined type that is not frozen: undefined is left alone, null deletes the field's value. */
export function setFields<Fields extends object>(fields: Fields): Operation<'setFields', Fields> {
  return new Operation('setFields', { ...fields });
}
