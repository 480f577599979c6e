import { types } from 'node:util';
import { codecOf } from '../../../codec/codecs.js';
import type { CqlType } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import { columnFault } from '../check/write-fault.js';
import type { ReadOperation } from './assignment.js';
import { isOperation } from './operation.js';
import {
  addedFaults,
  elementFaults,
  foreignOperation,
  haveCommon,
  setOf,
} from './read-elements.js';

/** `put` and `removeKeys` of a map, each maybe several times. */
export function readMapOperations(
  column: ColumnModel,
  type: CqlType,
  parts: readonly unknown[],
): ReadOperation {
  if (type.kind !== 'map') throw new TypeError('This is no map');
  const entries = new Map<unknown, unknown>();
  const removed: unknown[] = [];
  for (const part of parts) {
    const name = isOperation(part) ? part.name : undefined;
    const operand: unknown = isOperation(part) ? part.operand : undefined;
    if (name === 'put' && types.isMap(operand)) {
      for (const [key, value] of operand) entries.set(key, value);
    } else if (name === 'removeKeys' && Array.isArray(operand)) {
      removed.push(...(operand as readonly unknown[]));
    } else {
      return [foreignOperation('map-op', column, 'put and removeKeys')];
    }
  }
  if ([...entries.values()].some((value) => value === null)) {
    return [
      columnFault('map-op', column, 'has null in put, and maps hold none.', 'Use removeKeys(…).'),
    ];
  }
  const faults = [
    ...elementFaults(column, type.key, [...entries.keys(), ...removed], 'key'),
    ...elementFaults(column, type.value, [...entries.values()], 'value'),
  ];
  if (faults.length > 0) return faults;
  if (haveCommon(type.key, entries.keys(), removed)) {
    return [
      columnFault(
        'map-op',
        column,
        'has one key in put and in removeKeys: which of them wins is arbitrary.',
        'Leave it in one of them.',
      ),
    ];
  }
  const tooLarge = addedFaults(column, entries);
  if (tooLarge.length > 0) return tooLarge;
  if (entries.size === 0 && removed.length === 0) return undefined;
  return {
    shape: 'elements',
    values: [
      entries.size === 0 ? undefined : codecOf(type).encode(entries),
      removed.length === 0 ? undefined : codecOf(setOf(type.key)).encode(new Set(removed)),
    ],
  };
}
