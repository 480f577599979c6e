import { codecOf } from '../../../codec/codecs.js';
import type { CqlType } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import { columnFault, type WriteFault } from '../check/write-fault.js';
import type { ReadOperation } from './assignment.js';
import { isOperation } from './operation.js';
import { addedFaults, elementFaults, foreignOperation } from './read-elements.js';

const maxIndex = 2_147_483_647;

/** One operation of a list: several in one statement would depend on each other in no order that can be told. */
export function readListOperation(
  column: ColumnModel,
  type: CqlType,
  parts: readonly unknown[],
): ReadOperation {
  if (type.kind !== 'list') throw new TypeError('This is no list');
  const [operation, ...more] = parts;
  if (more.length > 0) return [several(column)];
  if (!isOperation(operation)) return [foreign(column)];
  switch (operation.name) {
    case 'append':
    case 'prepend':
    case 'discard':
      return readElements(column, type, operation.name, operation.operand as readonly unknown[]);
    case 'setAt': {
      const [index, element] = operation.operand as readonly unknown[];
      const faults = [
        ...indexFaults(column, index),
        ...elementFaults(column, type.element, [element]),
      ];
      if (faults.length > 0) return faults;
      const tooLarge = addedFaults(column, [element]);
      if (tooLarge.length > 0) return tooLarge;
      return { shape: 'at', values: [index, codecOf(type.element).encode(element)] };
    }
    case 'removeAt': {
      const faults = indexFaults(column, operation.operand);
      // Null at an index removes the element, where a DELETE could not stand beside other changes.
      return faults.length > 0 ? faults : { shape: 'at', values: [operation.operand, null] };
    }
    case 'add':
    case 'put':
    case 'removeKeys':
    case 'setFields':
      break;
  }
  return [foreign(column)];
}

function readElements(
  column: ColumnModel,
  type: CqlType & { readonly kind: 'list' | 'set' },
  shape: 'append' | 'prepend' | 'discard',
  elements: readonly unknown[],
): ReadOperation {
  const faults = elementFaults(column, type.element, elements);
  if (faults.length > 0) return faults;
  const tooLarge = shape === 'discard' ? [] : addedFaults(column, elements);
  if (tooLarge.length > 0) return tooLarge;
  if (elements.length === 0) return undefined;
  return { shape, values: [codecOf(type).encode([...elements])] };
}

function indexFaults(column: ColumnModel, index: unknown): readonly WriteFault[] {
  const isIndex =
    typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= maxIndex;
  if (isIndex) return [];
  return [
    columnFault(
      'list-op',
      column,
      'has an index that is no whole number of 0 or more.',
      'Count from 0.',
    ),
  ];
}

function several(column: ColumnModel): WriteFault {
  return columnFault(
    'list-op',
    column,
    'has several operations, and a list takes one at a time.',
    'Send them one after the other, or give the whole list.',
  );
}

function foreign(column: ColumnModel): WriteFault {
  return foreignOperation('list-op', column, 'append, prepend, discard, setAt and removeAt');
}
