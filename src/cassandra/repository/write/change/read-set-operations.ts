import { codecOf } from '../../../codec/codecs.js';
import type { CqlType } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import { columnFault } from '../check/write-fault.js';
import type { ReadOperation } from './assignment.js';
import { isOperation } from './operation.js';
import { addedFaults, elementFaults, foreignOperation, haveCommon } from './read-elements.js';

/** `add` and `discard` of a set, each maybe several times. */
export function readSetOperations(
  column: ColumnModel,
  type: CqlType,
  parts: readonly unknown[],
): ReadOperation {
  if (type.kind !== 'set') throw new TypeError('This is no set');
  const added: unknown[] = [];
  const discarded: unknown[] = [];
  for (const part of parts) {
    const elements = elementsOf(part);
    if (elements === undefined) return [foreignOperation('set-op', column, 'add and discard')];
    (isOperation(part) && part.name === 'add' ? added : discarded).push(...elements);
  }
  const faults = elementFaults(column, type.element, [...added, ...discarded]);
  if (faults.length > 0) return faults;
  if (haveCommon(type.element, added, discarded)) {
    return [
      columnFault(
        'set-op',
        column,
        'has one element in add and in discard: which of them wins is arbitrary.',
        'Leave it in one of them.',
      ),
    ];
  }
  const tooLarge = addedFaults(column, added);
  if (tooLarge.length > 0) return tooLarge;
  if (added.length === 0 && discarded.length === 0) return undefined;
  const encode = (elements: readonly unknown[]): unknown =>
    elements.length === 0 ? undefined : codecOf(type).encode(new Set(elements));
  return { shape: 'elements', values: [encode(added), encode(discarded)] };
}

function elementsOf(part: unknown): readonly unknown[] | undefined {
  if (!isOperation(part) || (part.name !== 'add' && part.name !== 'discard')) return undefined;
  return part.operand as readonly unknown[];
}
