import { types } from 'node:util';
import { columnFault, type WriteFault } from './write-fault.js';

/** Where a list, Set or Map has null or undefined right inside, which Cassandra keeps in none; undefined if nowhere. */
export function missingElement(value: unknown): string | undefined {
  if (types.isMap(value)) {
    const keys = emptyPlace([...value.keys()]);
    if (keys !== undefined) return `key ${keys}`;
    const values = emptyPlace([...value.values()]);
    return values === undefined ? undefined : `value ${values}`;
  }
  const elements: unknown = types.isSet(value) ? [...value] : value;
  return Array.isArray(elements) ? emptyPlace(elements) : undefined;
}

export function elementFault(column: { readonly property: string }, position: string): WriteFault {
  return columnFault(
    'element',
    column,
    `has null or undefined inside, at ${position}.`,
    'Leave it out: collections hold no nulls.',
  );
}

function emptyPlace(elements: readonly unknown[]): string | undefined {
  // Holes of an array are undefined to `findIndex`, too.
  const index = elements.findIndex((element) => (element ?? undefined) === undefined);
  return index === -1 ? undefined : `position ${String(index)}`;
}
