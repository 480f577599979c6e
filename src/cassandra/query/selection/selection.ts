import { quoteIdentifier } from '../../cql/quote-identifier.js';
import type { DriverRow } from '../../cql/statement.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { decodeFunction, emptyCheckOf, functionCql, isAggregate } from './function-cql.js';
import { makePartialRow } from './partial-row.js';
import type { ReadSelection } from './read-selection.js';

/** What stands between SELECT and FROM, and what becomes of the rows that come back. */
export interface Selection {
  readonly terms: readonly string[];
  /** Of the question marks in `terms`. */
  readonly values: readonly unknown[];
  /** Undefined for a row that is none: a partition that has static values only. */
  readonly decode: (row: DriverRow) => unknown;
}

/** Reads single columns of the driver's rows; the row mapper does. */
export interface ColumnDecoder {
  decodeColumn(column: ColumnModel, row: DriverRow): unknown;
}

/** How the rest of the query changes what a row means. */
export interface SelectionForm {
  readonly isDistinct: boolean;
  readonly isGrouped: boolean;
}

/**
 * Selected columns and functions as CQL. A table with static columns may answer with a row that is none; one more term, the
 * first clustering column or the number of its values, tells it.
 */
export function partialSelection(
  model: TableModel,
  mapper: ColumnDecoder,
  { columns, functions }: ReadSelection,
  { isDistinct, isGrouped }: SelectionForm,
): Selection {
  const [first] = model.clusteringKey;
  const proof = model.hasStaticColumns && !isDistinct ? first : undefined;
  const hasAggregates = functions.some(isAggregate);
  const name = aliases(model);
  const terms = columns.map((column) => quoteIdentifier(column.name));
  const readers = functions.map((one, index) => {
    const alias = name(String(index));
    terms.push(`${functionCql(one, proof)} AS ${quoteIdentifier(alias)}`);
    const check = emptyCheckOf(one);
    const checkAlias = name(`${String(index)}#`);
    if (check !== undefined) terms.push(`${check} AS ${quoteIdentifier(checkAlias)}`);
    return { one, read: (row: DriverRow) => decodeFunction(one, row[alias], row[checkAlias]) };
  });
  const isNone = noneCheck(hasAggregates, isGrouped, proof, name('rows'));
  if (isNone?.term !== undefined && !terms.includes(isNone.term)) terms.push(isNone.term);
  return {
    terms,
    values: functions.flatMap(({ name: called, operand }) =>
      called === 'similarity' ? [operand] : [],
    ),
    decode: (row) => {
      if (isNone?.tells(row) === true) return undefined;
      const values: [string, unknown][] = columns.map((column) => [
        column.property,
        mapper.decodeColumn(column, row),
      ]);
      for (const { one, read } of readers) values.push([one.property, read(row)]);
      return makePartialRow(values, columns, functions);
    },
  };
}

function noneCheck(
  hasAggregates: boolean,
  isGrouped: boolean,
  proof: ColumnModel | undefined,
  alias: string,
): { readonly term: string; readonly tells: (row: DriverRow) => boolean } | undefined {
  if (proof === undefined) return undefined;
  const column = quoteIdentifier(proof.name);
  if (!hasAggregates) {
    return { term: column, tells: (row) => (row[proof.name] ?? null) === null };
  }
  // An aggregate without groups always gives its one row.
  if (!isGrouped) return undefined;
  return {
    term: `count(${column}) AS ${quoteIdentifier(alias)}`,
    tells: (row) => Number(row[alias] ?? 0) === 0,
  };
}

/** Names for the values of functions that no column has. */
function aliases(model: TableModel): (name: string) => string {
  let mark = '=';
  while (model.columns.some((column) => column.name.startsWith(mark))) mark += '=';
  return (name) => mark + name;
}
