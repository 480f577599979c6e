import type { SchemaFinding } from '../../errors/schema-finding.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import type { LiveTable } from '../live-schema.js';
import { addColumnCql } from '../schema-cql.js';
import { isSameType } from './is-same-type.js';
import { subjectOf } from './subject-of.js';

/** A declared column that the table lacks: what adds it, or why nothing can. */
export function missingColumn(
  keyspace: string,
  model: TableModel,
  column: ColumnModel,
  table: LiveTable,
): SchemaFinding {
  const finding = { ...subjectOf(keyspace, model.name), column: column.name };
  const reason = whyNot(column, table);
  if (reason !== undefined) {
    return { ...finding, problem: reason, cql: undefined, action: 'error' };
  }
  const cql = addColumnCql(keyspace, model, column);
  return { ...finding, problem: 'The column is missing.', cql, action: 'add' };
}

function whyNot(column: ColumnModel, { columns, droppedColumns }: LiveTable): string | undefined {
  if (column.role === 'partition' || column.role === 'clustering') {
    return "The column is not in the table's key. It cannot be changed: declare a new table and copy the rows.";
  }
  const before = droppedColumns.get(column.name);
  if (before?.type === 'counter') {
    return 'A counter that was dropped never comes back: use another name.';
  }
  const kind = column.role === 'static' ? 'static' : 'regular';
  if (before !== undefined && (before.kind !== kind || !isSameType(before.type, column.cqlType))) {
    return `It was dropped as ${before.kind} ${before.type} and cannot come back as ${kind} ${column.cqlType}: use another name.`;
  }
  const isCounterTable = columns.some(({ type }) => type === 'counter');
  if (isCounterTable === (column.kind === 'counter')) return undefined;
  const what = isCounterTable
    ? `A ${column.cqlType} cannot be added to a table with counters:`
    : 'A counter cannot be added to a table without one:';
  return `${what} declare a new table.`;
}
