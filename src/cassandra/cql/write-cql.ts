import type { ColumnModel, TableModel } from '../table/table-model.js';
import { quoteIdentifier, quoteTable } from './quote-identifier.js';

/** Names every column: what is not to be written is left unset, so that a table has one INSERT text. */
export function insertCql(keyspace: string, model: TableModel, ifNotExists: boolean): string {
  const columns = model.columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const marks = model.columns.map(() => '?').join(', ');
  const condition = ifNotExists ? ' IF NOT EXISTS' : '';
  return `INSERT INTO ${quoteTable(keyspace, model.name)} (${columns}) VALUES (${marks})${condition} USING TTL ?`;
}

/** Sets every column that is not in the key: what is not to be changed is left unset. */
export function updateCql(keyspace: string, model: TableModel, ifExists: boolean): string {
  const changes = changeableColumns(model)
    .map((column) => `${quoteIdentifier(column.name)} = ?`)
    .join(', ');
  const condition = ifExists ? ' IF EXISTS' : '';
  return `UPDATE ${quoteTable(keyspace, model.name)} USING TTL ? SET ${changes} WHERE ${keyCql(model)}${condition}`;
}

export function deleteCql(keyspace: string, model: TableModel, ifExists: boolean): string {
  const condition = ifExists ? ' IF EXISTS' : '';
  return `DELETE FROM ${quoteTable(keyspace, model.name)} WHERE ${keyCql(model)}${condition}`;
}

export function changeableColumns(model: TableModel): readonly ColumnModel[] {
  return model.columns.filter((column) => column.role === 'regular' || column.role === 'static');
}

function keyCql(model: TableModel): string {
  return model.key.map((column) => `${quoteIdentifier(column.name)} = ?`).join(' AND ');
}
