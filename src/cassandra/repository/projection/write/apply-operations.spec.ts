import { list, map, set } from '../../../table/column/collection-builders.js';
import { int, text } from '../../../table/column/column-builders.js';
import { udt } from '../../../table/column/udt.js';
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
} from '../../write/change/operation.js';
import { applyOperations } from './apply-operations.js';

const Place = udt('place', { street: text(), floor: int() });

describe('applyOperations()', () => {
  it.each([
    [set(text()), new Set(['a']), add('a', 'b'), new Set(['a', 'b'])],
    [set(text()), new Set(['a']), [add('b'), discard('a')], new Set(['b'])],
    [list(int()), [1, 2], append(3), [1, 2, 3]],
    [list(int()), [1, 2], prepend(3, 4), [3, 4, 1, 2]],
    [list(int()), [1, 2, 1], discard(1), [2]],
    [list(int()), [1, 2], setAt(1, 5), [1, 5]],
    [list(int()), [1, 2], removeAt(0), [2]],
    [map(text(), int()), new Map([['a', 1]]), put('a', 2), new Map([['a', 2]])],
    [map(text(), int()), new Map([['a', 1]]), [put('b', 2), removeKeys('a')], new Map([['b', 2]])],
    [Place, { street: 'x', floor: 1 }, setFields({ floor: 2 }), { street: 'x', floor: 2 }],
  ])('knows what a column of kind %# holds then', ({ type }, value, change, after) => {
    expect(applyOperations(type, value, change)).toEqual(after);
  });
});
