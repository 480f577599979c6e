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
  /** What to select; all columns of the declaration unless given. */
  readonly terms?: readonly string[] | undefined;
  readonly isDistinct?: boolean;
  readonly where: readonly string[];
  readonly groupBy?: readonly ColumnModel[];
  readonly orderBy: readonly string[];
  readonly hasPerPartitionLimit?: boolean;
  readonly hasLimit: boolean;
  readonly allowsFiltering?: boolean;
}

export function selectCql(parts: SelectParts): string {
  const { keyspace, model, where, groupBy = [], orderBy } = parts;
  const terms = parts.terms ?? model.columns.map((column) => quoteIdentifier(column.name));
  const clauses = [
    `SELECT ${parts.isDistinct === true ? 'DISTINCT ' : ''}${terms.join(', ')}`,
    `FROM ${quoteTable(keyspace, model.name)}`,
  ];
  if (where.length > 0) clauses.push(`WHERE ${where.join(' AND ')}`);
  if (groupBy.length > 0) {
    clauses.push(`GROUP BY ${groupBy.map(({ name }) => quoteIdentifier(name)).join(', ')}`);
  }
  if (orderBy.length > 0) clauses.push(`ORDER BY ${orderBy.join(', ')}`);
  if (parts.hasPerPartitionLimit === true) clauses.push('PER PARTITION LIMIT ?');
  if (parts.hasLimit) clauses.push('LIMIT ?');
  if (parts.allowsFiltering === true) clauses.push('ALLOW FILTERING');
  return clauses.join(' ');
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
