import { types } from 'cassandra-driver';
import { codecOf } from '../../codec/codecs.js';
import { quoteIdentifier } from '../../cql/quote-identifier.js';
import type { ColumnModel } from '../../table/table-model.js';
import { isWholeKind } from './function-faults.js';
import type { SelectedFunction } from './read-selection.js';
import type { SelectFunctionName } from './select-function.js';

const rowFunctions: ReadonlySet<SelectFunctionName> = new Set([
  'writetime',
  'maxwritetime',
  'ttl',
  'similarity',
]);

/** Does it make one value of many rows? */
export function isAggregate({ name }: Pick<SelectedFunction, 'name'>): boolean {
  return !rowFunctions.has(name);
}

/** `proof`: the column that tells rows from a partition of static values only, where the table has such. */
export function functionCql(
  { name, column }: SelectedFunction,
  proof: ColumnModel | undefined,
): string {
  if (column === undefined) {
    return proof === undefined ? 'count(*)' : `count(${quoteIdentifier(proof.name)})`;
  }
  const of = quoteIdentifier(column.name);
  if (name === 'avg') return `avg(cast(${of} AS double))`;
  if (name === 'sum' && isWholeKind(column.kind)) return `sum(cast(${of} AS varint))`;
  // What the index sorts by: another function would contradict the order of nearest().
  if (name === 'similarity') return `similarity_${column.similarity}(${of}, ?)`;
  return `${name}(${of})`;
}

/** Cassandra's mean of nothing is 0, so that the number of values has to come along. */
export function emptyCheckOf({ name, column }: SelectedFunction): string | undefined {
  return name === 'avg' && column !== undefined
    ? `count(${quoteIdentifier(column.name)})`
    : undefined;
}

/** The JavaScript value. Undefined, where no request was sent, is the value of no rows. */
export function decodeFunction(
  { name, column }: SelectedFunction,
  value: unknown,
  valuesCounted: unknown,
): unknown {
  const isNothing = value === null || value === undefined;
  switch (name) {
    case 'count':
      return isNothing ? 0 : Number(value);
    case 'sum':
      if (column === undefined || isWholeKind(column.kind)) return isNothing ? 0n : value;
      return isNothing ? 0 : codecOf(column.type).decode(value);
    case 'avg':
      return isNothing || Number(valuesCounted) === 0 ? null : value;
    case 'min':
    case 'max':
      return isNothing || column === undefined
        ? null
        : codecOf(column.type).decode(ofKnownType(column, value));
    case 'writetime':
    case 'maxwritetime':
    case 'ttl':
    case 'similarity':
      return isNothing ? null : value;
  }
}

/** Of a timeuuid Cassandra calls it a type of its own, of which the driver knows the bytes alone. */
function ofKnownType(column: ColumnModel, value: unknown): unknown {
  return column.kind === 'timeuuid' && Buffer.isBuffer(value) ? new types.TimeUuid(value) : value;
}

/** What JSON carries for a value of `decodeFunction`. */
export function functionToJson({ name, column }: SelectedFunction, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value === null || column === undefined || rowFunctions.has(name)) return value;
  if (name === 'avg') return codecOf({ kind: 'double' }).toJson(value);
  return codecOf(column.type).toJson(value);
}
