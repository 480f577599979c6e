import { quoteIdentifier } from '../../../cql/quote-identifier.js';
import { kindOfValue } from '../../../codec/value/value-kind.js';
import { codecOf } from '../../../codec/codecs.js';
import { isPlainObject } from '../../../query/filter/read-filter.js';
import type { CqlType } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import { columnFault } from '../check/write-fault.js';
import { readComparison, type ReadTerms, type Term, wrongType } from './read-comparison.js';

const maxIndex = 2_147_483_647;

/** Reads a whole collection, `{ ne }`, `{ contains }`, `{ containsAll }`, `{ containsKey }`, `{ at }` or `{ entry }`. */
export function readCollectionCondition(
  column: ColumnModel,
  type: CqlType,
  operand: unknown,
): ReadTerms {
  const text = quoteIdentifier(column.name);
  const whole = (value: unknown): ReadTerms => readComparison(column, type, { text }, value);
  if (!isPlainObject(operand)) return whole(operand);
  const [name, ...more] = Object.keys(operand);
  if (name === undefined || more.length > 0) return unknownOperator(column);
  const value = operand[name];
  const [key, element] = partTypes(type);
  switch (name) {
    case 'ne':
      return whole(operand);
    case 'contains':
      return contain(column, element, `${text} CONTAINS ?`, [value]);
    case 'containsAll':
      return Array.isArray(value) && value.length > 0
        ? contain(column, element, `${text} CONTAINS ?`, value)
        : unknownOperator(column);
    case 'containsKey':
      return key === undefined
        ? unknownOperator(column)
        : contain(column, key, `${text} CONTAINS KEY ?`, [value]);
    case 'at':
      return type.kind === 'list' ? readAt(column, element, value) : unknownOperator(column);
    case 'entry':
      return key === undefined ? unknownOperator(column) : readEntry(column, [key, element], value);
    default:
      return unknownOperator(column);
  }
}

function contain(
  column: ColumnModel,
  type: CqlType,
  text: string,
  values: readonly unknown[],
): ReadTerms {
  const terms: Term[] = [];
  for (const value of values) {
    if (value === null || value === undefined) {
      const problem = `cannot contain ${kindOfValue(value)}.`;
      return { faults: [columnFault('if-null', column, problem, 'Give an element.')] };
    }
    if (!codecOf(type).accepts(value)) return { faults: [wrongType(column, type, value)] };
    terms.push({ text, values: [codecOf(type).encode(value)] });
  }
  return { terms };
}

function readAt(column: ColumnModel, element: CqlType, operand: unknown): ReadTerms {
  const [index, comparison] = pairOf(operand);
  const isIndex =
    typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= maxIndex;
  if (!isIndex) {
    const problem = 'has no index of 0 or more in a condition.';
    return { faults: [columnFault('list-op', column, problem, 'Give { at: [index, value] }.')] };
  }
  const text = `${quoteIdentifier(column.name)}[?]`;
  return readComparison(column, element, { text, place: index }, comparison);
}

function readEntry(
  column: ColumnModel,
  [keyType, valueType]: readonly [CqlType, CqlType],
  operand: unknown,
): ReadTerms {
  const [key, comparison] = pairOf(operand);
  const codec = codecOf(keyType);
  if (!codec.accepts(key)) {
    const problem = 'has no key of its map in a condition.';
    const fix = `Give { entry: [key, value] }, the key ${codec.expected}.`;
    return { faults: [columnFault('map-op', column, problem, fix)] };
  }
  const text = `${quoteIdentifier(column.name)}[?]`;
  return readComparison(column, valueType, { text, place: codec.encode(key) }, comparison);
}

function pairOf(operand: unknown): readonly unknown[] {
  return Array.isArray(operand) && operand.length === 2 ? operand : [];
}

/** The type of the keys, if there are any, and of the elements. */
function partTypes(type: CqlType): readonly [CqlType | undefined, CqlType] {
  if (type.kind === 'map') return [type.key, type.value];
  if (type.kind === 'list' || type.kind === 'set') return [undefined, type.element];
  throw new TypeError('This is no collection');
}

function unknownOperator(column: ColumnModel): ReadTerms {
  const ways = {
    map: 'ne, contains, containsAll, containsKey or entry',
    list: 'ne, contains, containsAll or at',
  };
  const fix = `Give a whole value, or one of ${column.kind === 'map' ? ways.map : column.kind === 'list' ? ways.list : 'ne, contains or containsAll'}.`;
  const problem = `(${column.cqlType}) is asked for something it cannot tell in a condition.`;
  return { faults: [columnFault('operator', column, problem, fix)] };
}
