import { codecOf } from '../../../codec/codecs.js';
import { kindOfValue } from '../../../codec/value/value-kind.js';
import type { CqlType } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import { elementFault } from '../check/element-fault.js';
import { indexTermFaults } from '../check/read-columns.js';
import { columnFault, type WriteFault } from '../check/write-fault.js';

/** What is wrong with elements that an operation brings, one by one. */
export function elementFaults(
  column: ColumnModel,
  type: CqlType,
  elements: readonly unknown[],
  where = 'position',
): readonly WriteFault[] {
  const codec = codecOf(type);
  for (const [index, element] of elements.entries()) {
    if (element === null || element === undefined) {
      return [elementFault(column, `${where} ${String(index)}`)];
    }
    if (!codec.accepts(element)) {
      const problem = `(${column.cqlType}): ${where} ${String(index)} does not take ${kindOfValue(element)}.`;
      return [columnFault('wrong-type', column, problem, `Give ${codec.expected}.`)];
    }
  }
  return [];
}

/** Elements that are added to an index must fit into it. */
export function addedFaults(column: ColumnModel, collection: unknown): readonly WriteFault[] {
  return indexTermFaults(column, collection, undefined);
}

/** Is an accepted element on both sides, as Cassandra compares: by bytes. */
export function haveCommon(
  type: CqlType,
  some: Iterable<unknown>,
  others: Iterable<unknown>,
): boolean {
  const { toBytes } = codecOf(type);
  const known = new Set([...some].map((element) => toBytes(element).toString('latin1')));
  return [...others].some((element) => known.has(toBytes(element).toString('latin1')));
}

const setTypes = new WeakMap<CqlType, CqlType>();

/** `set<…>` of a type: what is taken out of a map is a set of its keys. One object per type, so that its codec is made once. */
export function setOf(element: CqlType): CqlType {
  const known = setTypes.get(element);
  if (known !== undefined) return known;
  const type: CqlType = { kind: 'set', element };
  setTypes.set(element, type);
  return type;
}

/** An operation that is not for this kind of column, or stands beside something that is none. */
export function foreignOperation(
  code: 'set-op' | 'list-op' | 'map-op' | 'wrong-type',
  column: ColumnModel,
  known: string,
): WriteFault {
  return columnFault(
    code,
    column,
    `(${column.cqlType}) takes ${known}, and no value beside them.`,
    `Give ${known}, or the whole value.`,
  );
}
