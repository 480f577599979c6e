import { codecOf } from '../../../codec/codecs.js';
import { encodedSize } from '../../../codec/encoded-size.js';
import { kindOfValue } from '../../../codec/value/value-kind.js';
import { isPlainObject, unknownColumn } from '../../../query/filter/read-filter.js';
import { isZero } from '../../../query/nearest/vector-fault.js';
import { type CqlType, partsOf } from '../../../table/column/cql-type.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import { elementFault, missingElement } from './element-fault.js';
import type { WriteFault } from './write-fault.js';

const maxIndexTermBytes = 8192;
/** Of a vector, unlike all other values. */
const maxIndexVectorBytes = 32_768;

/** Encoded values by column; null is written, what is absent is not. */
export interface ReadColumns {
  readonly values: ReadonlyMap<ColumnModel, unknown>;
  readonly faults: readonly WriteFault[];
}

/** Reads the columns of a row, of changes or of a key; undefined counts as absent. Says nothing of what is missing. */
export function readColumns(model: TableModel, row: unknown, what: string): ReadColumns {
  const values = new Map<ColumnModel, unknown>();
  if (!isPlainObject(row)) return { values, faults: [notAnObject(what, row)] };
  const faults: WriteFault[] = [];
  for (const property of Object.keys(row)) {
    const value = row[property];
    const column = model.column(property);
    if (column === undefined) {
      faults.push({ ...unknownColumn(model, property), code: 'unknown-column' });
    } else if (value === null) {
      values.set(column, null);
    } else if (value !== undefined) {
      const encoded = column.codec.tryEncode(value);
      if (encoded === undefined) {
        faults.push(typeFault(column, value));
        continue;
      }
      values.set(column, encoded);
      faults.push(...indexFaults(column, value, encoded));
    }
  }
  return { values, faults };
}

/** What its index does not take of an accepted value. */
export function indexFaults(
  column: ColumnModel,
  value: unknown,
  encoded: unknown,
): readonly WriteFault[] {
  if (!column.isIndexed) return [];
  return [...indexTermFaults(column, value, encoded), ...noDirection(column, value)];
}

/** Reads the given encoded value of a column; null and absent values have no size. */
export function presentValue(
  values: ReadonlyMap<ColumnModel, unknown>,
): (column: ColumnModel) => unknown {
  return (column) => values.get(column) ?? undefined;
}

function typeFault(column: ColumnModel, value: unknown): WriteFault {
  const missing = missingElement(value);
  if (missing !== undefined) return elementFault(column, missing);
  return {
    code: 'wrong-type',
    columns: [column.property],
    problem: `"${column.property}" (${column.cqlType}) does not take ${kindOfValue(value)}.`,
    fix: `Give ${column.codec.expected}.`,
  };
}

/** The server fails on it, with a write failure that names no reason. */
function noDirection(column: ColumnModel, value: unknown): readonly WriteFault[] {
  const { property, cqlType, isIndexed, similarity } = column;
  const isCompared = isIndexed && column.kind === 'vector' && similarity === 'cosine';
  if (!isCompared || !isZero(value as Float32Array)) return [];
  return [
    {
      code: 'wrong-type',
      columns: [property],
      problem: `"${property}" (${cqlType}) has an index that compares angles, and a vector of zeros has none.`,
      fix: `Give a vector that has a direction${column.holdsNull ? ', or null' : ''}.`,
    },
  ];
}

/** The size of an indexed value, or of each element of an indexed collection, has a limit. */
export function indexTermFaults(
  column: ColumnModel,
  value: unknown,
  encoded: unknown,
): readonly WriteFault[] {
  if (!column.isIndexed) return [];
  const bytes = column.isCollection
    ? largestTerm(column.type, value)
    : encodedSize(column.kind, encoded);
  const most = column.kind === 'vector' ? maxIndexVectorBytes : maxIndexTermBytes;
  if (bytes <= most) return [];
  const fault: WriteFault = {
    code: 'index-term-size',
    columns: [column.property],
    problem: `"${column.property}" has an index and ${String(bytes)} bytes.`,
    fix: `An indexed value may have ${String(most)} bytes: shorten it, or drop the index.`,
  };
  return [fault];
}

function notAnObject(what: string, value: unknown): WriteFault {
  return {
    code: 'row-kind',
    columns: [],
    problem: `${what} is an object of columns and values, not ${kindOfValue(value)}.`,
    fix: 'Give an object with the names of the declared columns.',
  };
}

/** The bytes of the largest element of an accepted collection; of a map, of its largest key with its value. */
function largestTerm(type: CqlType, value: unknown): number {
  const codecs = partsOf(type).map(codecOf);
  const elements: readonly unknown[] = [...(value as Iterable<unknown>)];
  const sizes = elements.map((element) => {
    const parts: readonly unknown[] = type.kind === 'map' ? (element as unknown[]) : [element];
    return codecs.reduce((sum, codec, index) => sum + codec.toBytes(parts[index]).length, 0);
  });
  return sizes.reduce((largest, size) => Math.max(largest, size), 0);
}
