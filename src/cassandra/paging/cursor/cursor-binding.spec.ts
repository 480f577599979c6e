import { codecOf } from '../../codec/codecs.js';
import { frozen, list, tuple } from '../../table/column/collection-builders.js';
import type { Column } from '../../table/column/column.js';
import { blob, int, text } from '../../table/column/column-builders.js';
import { udt } from '../../table/column/udt.js';
import { cursorBinding } from './cursor-binding.js';

const Place = udt('place', { name: text(), zip: int().nullable() });

const read = { operation: 'read', table: 'a', cql: '', isIdempotent: true } as const;

function bindingOf({ type }: Column, value: unknown): string {
  const values = [codecOf(type).encode(value)];
  return cursorBinding({ ...read, values }, 10, undefined).toString('hex');
}

describe('cursorBinding', () => {
  it.each<[string, Column, unknown, unknown]>([
    ['bytes', blob(), Uint8Array.of(0xff), Uint8Array.of(0xfe)],
    ['fields', frozen(Place), { name: 'a', zip: 1 }, { name: 'a', zip: null }],
    ['tuples', tuple(frozen(Place)), [{ name: 'a', zip: 1 }], [{ name: 'b', zip: 1 }]],
    ['lists', frozen(list(frozen(Place))), [{ name: 'a', zip: 1 }], []],
  ])('tells %s apart', (_, column, one, other) => {
    expect(bindingOf(column, one)).toBe(bindingOf(column, one));
    expect(bindingOf(column, one)).not.toBe(bindingOf(column, other));
  });

  it('tells the sets of free statements apart, which the driver encodes', () => {
    const bindingOfSet = (...elements: string[]): string =>
      cursorBinding({ ...read, values: [new Set(elements)] }, 10, undefined).toString('hex');
    expect(bindingOfSet('a')).toBe(bindingOfSet('a'));
    expect(bindingOfSet('a')).not.toBe(bindingOfSet('b'));
  });
});
