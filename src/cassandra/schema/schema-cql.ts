import { quoteIdentifier, quoteTable } from '../cql/quote-identifier.js';
import type { ColumnModel, IndexModel, TableModel } from '../table/table-model.js';
import { type Replication, replicationCql } from './replication.js';
import { mapCql, storageCql } from './storage-cql.js';

// Every statement may be repeated, and may meet another instance that does the same: IF NOT EXISTS throughout. It says OK
// whatever the shape of what exists, so the schema is read and compared before and after, never taken for granted.

export function createKeyspaceCql(keyspace: string, replication: Replication): string {
  return `CREATE KEYSPACE IF NOT EXISTS ${quoteIdentifier(keyspace)} WITH replication = ${replicationCql(replication)}`;
}

/** Names the direction of every clustering column: Cassandra refuses an order with gaps. */
export function createTableCql(keyspace: string, model: TableModel): string {
  const columns = model.columns.map(columnCql);
  const partition = names(model.partitionKey);
  const clustering = model.clusteringKey.map((column) => `, ${quoteIdentifier(column.name)}`);
  const order = model.clusteringKey.map(
    (column) => `${quoteIdentifier(column.name)} ${column.direction.toUpperCase()}`,
  );
  const options = [
    ...(order.length === 0 ? [] : [`CLUSTERING ORDER BY (${order.join(', ')})`]),
    ...storageCql(model.definition.storage),
  ];
  const suffix = options.length === 0 ? '' : ` WITH ${options.join(' AND ')}`;
  return (
    `CREATE TABLE IF NOT EXISTS ${quoteTable(keyspace, model.name)} ` +
    `(${columns.join(', ')}, PRIMARY KEY ((${partition})${clustering.join('')}))${suffix}`
  );
}

export function addColumnCql(keyspace: string, model: TableModel, column: ColumnModel): string {
  return `ALTER TABLE ${quoteTable(keyspace, model.name)} ADD IF NOT EXISTS ${columnCql(column)}`;
}

/** Always a storage-attached index: without USING the server's own default would decide. */
export function createIndexCql(keyspace: string, model: TableModel, index: IndexModel): string {
  return (
    `CREATE INDEX IF NOT EXISTS ${quoteIdentifier(index.name)} ` +
    `ON ${quoteTable(keyspace, model.name)} (${targetCql(index)}) USING 'sai'${optionsCql(index)}`
  );
}

const textOptionNames = {
  caseSensitive: 'case_sensitive',
  normalize: 'normalize',
  ascii: 'ascii',
} as const;

function optionsCql({ textOptions, similarity }: IndexModel): string {
  const ofTexts = Object.entries(textOptionNames).map(
    ([option, name]) => [name, textOptions[option as keyof typeof textOptionNames]] as const,
  );
  const given = [...ofTexts, ['similarity_function', similarity] as const].flatMap(
    ([name, value]): readonly (readonly [string, string])[] =>
      value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : ` WITH OPTIONS = ${mapCql(given)}`;
}

function targetCql({ column, target }: IndexModel): string {
  const name = quoteIdentifier(column.name);
  return target === 'column' ? name : `${target}(${name})`;
}

function columnCql(column: ColumnModel): string {
  const modifier = column.role === 'static' ? ' static' : '';
  return `${quoteIdentifier(column.name)} ${column.cqlType}${modifier}`;
}

function names(columns: readonly ColumnModel[]): string {
  return columns.map((column) => quoteIdentifier(column.name)).join(', ');
}
