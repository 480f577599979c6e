import { codecOf } from '../../codec/codecs.js';
import { kindOfValue } from '../../codec/value/value-kind.js';
import { propertyCode, typeCode } from '../../table/column/column-code.js';
import { type CqlType, typeCql } from '../../table/column/cql-type.js';
import type { ColumnModel } from '../../table/table-model.js';
import type { QueryFault } from '../query-fault.js';
import type { Lookup, Restriction } from './restriction.js';
import { missingValue } from './value-faults.js';

const lookupOperators: ReadonlySet<string> = new Set([
  'contains',
  'containsAll',
  'containsKey',
  'entry',
]);

export function isLookup(operator: string): boolean {
  return lookupOperators.has(operator);
}

/** Reads `{ contains: 'a' }`, `{ containsKey: 'a', entry: ['b', 3] }`: what a filter may say of a collection. */
export function readLookups(
  column: ColumnModel,
  operators: Readonly<Record<string, unknown>>,
): Restriction | QueryFault {
  const names = Object.keys(operators);
  if (names.length === 0 || !names.every(isLookup)) return collectionEqual(column);
  const lookups: Lookup[] = [];
  for (const name of names) {
    const read = readLookup(column, name, operators[name]);
    if ('code' in read) return read;
    lookups.push(...read);
  }
  return { column, type: 'contains', lookups };
}

/** The fault of a whole value, a list of values or a range on a collection. */
export function collectionEqual(column: ColumnModel): QueryFault {
  const operators = column.kind === 'map' ? 'contains, containsKey or entry' : 'contains';
  return {
    code: 'collection-equal',
    columns: [column.property],
    problem: `"${column.property}" (${column.cqlType}) is stored element by element and cannot be compared.`,
    fix: `Look into it with ${operators}, or declare ${propertyCode(column.property, `frozen(${typeCode(column.type)})`)}.`,
  };
}

/** The fault of looking into what has no elements. */
export function noCollection(column: ColumnModel, operator: string): QueryFault {
  const problem =
    column.kind === 'frozen'
      ? `is frozen and compared as a whole: no index serves ${operator}`
      : `is no collection: ${operator} has nothing to look into`;
  return {
    code: 'contains-kind',
    columns: [column.property],
    problem: `"${column.property}" (${column.cqlType}) ${problem}.`,
    fix: 'Compare the whole value.',
  };
}

function readLookup(
  column: ColumnModel,
  name: string,
  operand: unknown,
): readonly Lookup[] | QueryFault {
  const missing = missingValue(column, operand);
  if (missing !== undefined) return missing;
  const [key, value] = typesInside(column.type);
  switch (name) {
    case 'containsAll':
      return readAll(column, value, operand);
    case 'containsKey':
      return key === undefined ? noMap(column, name) : readOne(column, 'keys', [key], [operand]);
    case 'entry':
      return key === undefined ? noMap(column, name) : readEntry(column, [key, value], operand);
    default:
      return readOne(column, 'values', [value], [operand]);
  }
}

/** No value would leave the column out, and the filter would find more. */
function readAll(
  column: ColumnModel,
  type: CqlType,
  operand: unknown,
): readonly Lookup[] | QueryFault {
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [];
  if (values.length === 0) {
    return {
      code: 'contains-kind',
      columns: [column.property],
      problem: `"${column.property}": containsAll takes an array of one value or more.`,
      fix: 'Leave the property out where it is not meant.',
    };
  }
  const lookups: Lookup[] = [];
  for (const value of values) {
    const read = readOne(column, 'values', [type], [value]);
    if ('code' in read) return read;
    lookups.push(...read);
  }
  return lookups;
}

function readEntry(
  column: ColumnModel,
  types: readonly CqlType[],
  operand: unknown,
): readonly Lookup[] | QueryFault {
  if (Array.isArray(operand) && operand.length === 2) {
    return readOne(column, 'entries', types, operand);
  }
  return {
    code: 'contains-kind',
    columns: [column.property],
    problem: `"${column.property}": entry does not take ${kindOfValue(operand)}.`,
    fix: 'Give [key, value].',
  };
}

function readOne(
  column: ColumnModel,
  target: Lookup['target'],
  types: readonly CqlType[],
  operands: readonly unknown[],
): readonly Lookup[] | QueryFault {
  const values: unknown[] = [];
  for (const [index, type] of types.entries()) {
    const operand = operands[index];
    const missing = missingValue(column, operand);
    if (missing !== undefined) return missing;
    const codec = codecOf(type);
    if (!codec.accepts(operand)) {
      return {
        code: 'contains-kind',
        columns: [column.property],
        problem: `"${column.property}" (${column.cqlType}) holds ${typeCql(type)}, not ${kindOfValue(operand)}.`,
        fix: `Give ${codec.expected}.`,
      };
    }
    values.push(codec.encode(operand));
  }
  return [{ target, values }];
}

function noMap(column: ColumnModel, operator: string): QueryFault {
  return {
    code: 'contains-kind',
    columns: [column.property],
    problem: `"${column.property}" (${column.cqlType}) is no map: ${operator} has no key to look for.`,
    fix: 'Use contains.',
  };
}

/** The types of the keys, if it has any, and of the values. */
function typesInside(type: CqlType): readonly [CqlType | undefined, CqlType] {
  if (type.kind === 'map') return [type.key, type.value];
  return type.kind === 'list' || type.kind === 'set'
    ? [undefined, type.element]
    : [undefined, type];
}
