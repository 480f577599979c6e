import type { ColumnModel, TableModel } from '../table/table-model.js';
import { quoteIdentifier, quoteTable } from './quote-identifier.js';

/** What follows the table's name of an INSERT. */
export interface InsertParts {
  readonly ifNotExists: boolean;
  readonly hasTimestamp: boolean;
}

/** What follows the table's name of an UPDATE. */
export interface UpdateParts {
  /** Of all columns that may change: `"a" = ?`. */
  readonly assignments: readonly string[];
  readonly hasTimestamp: boolean;
  /** Counters know no TTL. */
  readonly hasTtl: boolean;
  readonly where: readonly string[];
  /** `EXISTS`, or `"a" = ? AND "b" > ?`; empty: unconditional. */
  readonly condition: string;
}

/** Names every column: what is not to be written is left unset, so that a table has one INSERT text. */
export function insertCql(
  keyspace: string,
  model: TableModel,
  { ifNotExists, hasTimestamp }: InsertParts,
): string {
  const columns = model.columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const marks = model.columns.map(() => '?').join(', ');
  const condition = ifNotExists ? ' IF NOT EXISTS' : '';
  const timestamp = hasTimestamp ? ' AND TIMESTAMP ?' : '';
  return `INSERT INTO ${quoteTable(keyspace, model.name)} (${columns}) VALUES (${marks})${condition} USING TTL ?${timestamp}`;
}

export function updateCql(keyspace: string, model: TableModel, parts: UpdateParts): string {
  const { assignments, hasTtl, hasTimestamp, where, condition } = parts;
  const using = [...(hasTtl ? ['TTL ?'] : []), ...(hasTimestamp ? ['TIMESTAMP ?'] : [])];
  return [
    `UPDATE ${quoteTable(keyspace, model.name)}`,
    ...(using.length === 0 ? [] : [`USING ${using.join(' AND ')}`]),
    `SET ${assignments.join(', ')}`,
    `WHERE ${where.join(' AND ')}`,
    ...(condition === '' ? [] : [`IF ${condition}`]),
  ].join(' ');
}

export function deleteCql(
  keyspace: string,
  model: TableModel,
  { hasTimestamp, where, condition }: Pick<UpdateParts, 'hasTimestamp' | 'where' | 'condition'>,
): string {
  return [
    `DELETE FROM ${quoteTable(keyspace, model.name)}`,
    ...(hasTimestamp ? ['USING TIMESTAMP ?'] : []),
    `WHERE ${where.join(' AND ')}`,
    ...(condition === '' ? [] : [`IF ${condition}`]),
  ].join(' ');
}

/** `"id" = ?` for each column of a key. */
export function keyCql(key: readonly ColumnModel[]): readonly string[] {
  return key.map((column) => `${quoteIdentifier(column.name)} = ?`);
}
