import type { ColumnModel, TableModel } from '../table/table-model.js';
import { quoteIdentifier, quoteTable } from './quote-identifier.js';

/** `=`, `IN`, `>` and their kin in a WHERE clause, each with one question mark. */
export interface Relation {
  readonly column: ColumnModel;
  readonly operator: '=' | 'IN' | '>' | '>=' | '<' | '<=';
}

/** The parts of a SELECT. Columns are always named, so that a column added later changes no result. */
export interface SelectParts {
  readonly keyspace: string;
  readonly model: TableModel;
  readonly where: readonly string[];
  readonly orderBy: readonly string[];
  readonly hasLimit: boolean;
}

export function selectCql({ keyspace, model, where, orderBy, hasLimit }: SelectParts): string {
  const columns = model.columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const parts = [`SELECT ${columns} FROM ${quoteTable(keyspace, model.name)}`];
  if (where.length > 0) parts.push(`WHERE ${where.join(' AND ')}`);
  if (orderBy.length > 0) parts.push(`ORDER BY ${orderBy.join(', ')}`);
  if (hasLimit) parts.push('LIMIT ?');
  return parts.join(' ');
}

export function relationCql({ column, operator }: Relation): string {
  return `${quoteIdentifier(column.name)} ${operator} ?`;
}

const lookups = { values: ' CONTAINS ?', keys: ' CONTAINS KEY ?', entries: '[?] = ?' } as const;

/** `"tags" CONTAINS ?`; an entry has two question marks, of its key and of its value. */
export function lookupCql(column: ColumnModel, target: keyof typeof lookups): string {
  return `${quoteIdentifier(column.name)}${lookups[target]}`;
}

/** `token("id") > ? AND token("id") <= ?`: the rows of a range of the ring, its start excluded. */
export function tokenRangeCql(model: TableModel): readonly string[] {
  const key = model.partitionKey.map((column) => quoteIdentifier(column.name)).join(', ');
  return [`token(${key}) > ?`, `token(${key}) <= ?`];
}
