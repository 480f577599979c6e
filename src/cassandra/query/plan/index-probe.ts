import { quoteIdentifier, quoteTable } from '../../cql/quote-identifier.js';
import type { Statement } from '../../cql/statement.js';
import { partsOf } from '../../table/column/cql-type.js';
import type { IndexModel, TableModel } from '../../table/table-model.js';
import { servedByIndex } from '../filter/check-filter.js';
import type { Restriction } from '../filter/restriction.js';
import { sampleBytes } from './sample-bytes.js';
import type { SelectRequest, SelectTarget } from './select-request.js';

/** An index, and a read that it alone can answer. */
export interface IndexProbe {
  readonly index: string;
  readonly statement: Statement;
}

/** Of each index that a read uses. */
export function indexProbesOf(
  { keyspace, model }: SelectTarget,
  { filter, nearest }: SelectRequest,
): readonly IndexProbe[] {
  const served = servedByIndex(model, filter?.restrictions ?? []);
  const isUsed = (index: IndexModel): boolean =>
    index.column === nearest?.column || served.some((restriction) => servesIt(index, restriction));
  return model.indexes.filter(isUsed).map((index) => ({
    index: index.name,
    statement: indexProbe(keyspace, model, index),
  }));
}

/** A map may have an index of each kind. */
function servesIt({ column, target }: IndexModel, restriction: Restriction): boolean {
  if (column !== restriction.column) return false;
  if (restriction.type !== 'contains' || column.kind !== 'map') return true;
  return restriction.lookups.some((lookup) => lookup.target === target);
}

/** A read that this index alone can answer: while it is being built, it fails. Every node is asked, unless a row is found. */
export function indexProbe(keyspace: string, model: TableModel, index: IndexModel): Statement {
  const name = quoteIdentifier(index.column.name);
  const { where, values } = question(name, index);
  return {
    operation: 'scan',
    table: model.name,
    cql: `SELECT ${name} FROM ${quoteTable(keyspace, model.name)} ${where} LIMIT 1`,
    values,
    isIdempotent: true,
  };
}

function question(
  name: string,
  { column: { type }, target }: IndexModel,
): { readonly where: string; readonly values: readonly Buffer[] } {
  const samples = partsOf(type).map(sampleBytes);
  const [key = sampleBytes(type), value = key] = samples;
  switch (target) {
    case 'column':
      return type.kind === 'vector'
        ? { where: `ORDER BY ${name} ANN OF ?`, values: [sampleBytes(type)] }
        : { where: `WHERE ${name} = ?`, values: [sampleBytes(type)] };
    case 'full':
      return { where: `WHERE ${name} = ?`, values: [sampleBytes(type)] };
    case 'values':
      return { where: `WHERE ${name} CONTAINS ?`, values: [value] };
    case 'keys':
      return { where: `WHERE ${name} CONTAINS KEY ?`, values: [key] };
    case 'entries':
      return { where: `WHERE ${name}[?] = ?`, values: [key, value] };
  }
}
