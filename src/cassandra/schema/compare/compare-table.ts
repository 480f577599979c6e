import { defaultSimilarity } from '../../table/indexes/index-declaration.js';
import {
  textIndexDefaults,
  type TextIndexOptions,
} from '../../table/indexes/text-index-options.js';
import type { ColumnModel, IndexModel, TableModel } from '../../table/table-model.js';
import { compareStorage } from './compare-storage.js';
import { isSameType } from './is-same-type.js';
import type { LiveColumn, LiveIndex, LiveKeyspace, LiveTable } from '../live-schema.js';
import { missingColumn } from './missing-column.js';
import { type Subject, subjectOf } from './subject-of.js';
import { createIndexCql, createTableCql } from '../schema-cql.js';
import type { SchemaFinding } from '../../errors/schema-finding.js';

const copy = 'It cannot be changed: declare a new table and copy the rows.';

/** Every difference between one declaration and the cluster. Pure. */
export function compareTable(
  keyspace: string,
  model: TableModel,
  live: LiveKeyspace,
): readonly SchemaFinding[] {
  const subject = subjectOf(keyspace, model.name);
  const table = live.tables.get(model.name);
  if (table === undefined) {
    return [
      {
        ...subject,
        problem: 'The table is missing.',
        cql: createTableCql(keyspace, model),
        action: 'add',
      },
      ...model.indexes.map((index) => missingIndex(keyspace, model, index)),
    ];
  }
  return [
    ...model.columns.flatMap((column) => compareColumn(keyspace, model, column, table)),
    ...undeclaredColumns(subject, model, table),
    ...compareStorage(keyspace, model, table.storage),
    ...model.indexes.flatMap((index) => compareIndex(keyspace, model, index, live.indexes)),
    ...undeclaredIndexes(subject, model, live.indexes),
  ];
}

function compareColumn(
  keyspace: string,
  model: TableModel,
  column: ColumnModel,
  table: LiveTable,
): readonly SchemaFinding[] {
  const error = (problem: string): SchemaFinding => ({
    ...subjectOf(keyspace, model.name),
    column: column.name,
    problem,
    cql: undefined,
    action: 'error',
  });
  const live = table.columns.find(({ name }) => name === column.name);
  if (live === undefined) return [missingColumn(keyspace, model, column, table)];
  if (!isSameType(live.type, column.cqlType)) {
    return [
      error(
        `The column is ${live.type}, declared as ${column.cqlType}. ` +
          'It cannot be changed: declare a new column and copy the values.',
      ),
    ];
  }
  return roleProblems(model, column, live).map(error);
}

function roleProblems(model: TableModel, column: ColumnModel, live: LiveColumn): readonly string[] {
  const kinds = {
    partition: 'partition_key',
    clustering: 'clustering',
    static: 'static',
    regular: 'regular',
  } as const;
  if (live.kind !== kinds[column.role]) {
    return [`The column is ${live.kind}, declared as ${kinds[column.role]}. ${copy}`];
  }
  if (!isKey(column)) return [];
  const key = column.role === 'partition' ? model.partitionKey : model.clusteringKey;
  const position = key.indexOf(column);
  if (live.position !== position) {
    return [
      `The column is number ${String(live.position + 1)} of its key, declared as ${String(position + 1)}. ${copy}`,
    ];
  }
  if (column.role === 'clustering' && live.clusteringOrder !== column.direction) {
    return [
      `The rows are in ${live.clusteringOrder} order, declared as ${column.direction}. ${copy}`,
    ];
  }
  return [];
}

/** Key columns the declaration lacks change what a row is; other columns are never selected. */
function undeclaredColumns(
  subject: Subject,
  model: TableModel,
  table: LiveTable,
): readonly SchemaFinding[] {
  const declared = new Set(model.columns.map(({ name }) => name));
  return table.columns
    .filter(({ name }) => !declared.has(name))
    .map(({ name, kind }) =>
      kind === 'partition_key' || kind === 'clustering'
        ? {
            ...subject,
            column: name,
            problem: `The key has this column, which is not declared. ${copy}`,
            cql: undefined,
            action: 'error',
          }
        : {
            ...subject,
            column: name,
            problem: 'The column is not declared: it is never read or dropped.',
            cql: undefined,
            action: 'notice',
          },
    );
}

function compareIndex(
  keyspace: string,
  model: TableModel,
  declared: IndexModel,
  indexes: readonly LiveIndex[],
): readonly SchemaFinding[] {
  const { column, target } = declared;
  const onColumn = indexes.filter(
    (index) =>
      index.table === model.name && index.column === column.name && index.target === target,
  );
  const isDeclared = ({ isStorageAttached, textOptions, similarity }: LiveIndex): boolean =>
    isStorageAttached &&
    takesSameTexts(textOptions, declared.textOptions) &&
    similarity === (declared.similarity ?? defaultSimilarity);
  if (onColumn.some(isDeclared)) return [];
  const inTheWay = onColumn[0] ?? indexes.find((index) => index.name === declared.name);
  if (inTheWay === undefined) return [missingIndex(keyspace, model, declared)];
  return [
    {
      ...subjectOf(keyspace, model.name),
      column: column.name,
      problem: `Index "${inTheWay.name}" is in the way: it is not storage-attached, on another column, takes other texts for equal, or compares vectors by another similarity.`,
      cql: `DROP INDEX "${keyspace}"."${inTheWay.name}"; ${createIndexCql(keyspace, model, declared)}`,
      action: 'error',
    },
  ];
}

function takesSameTexts(live: Required<TextIndexOptions>, declared: TextIndexOptions): boolean {
  const { caseSensitive, normalize, ascii } = { ...textIndexDefaults, ...declared };
  return (
    live.caseSensitive === caseSensitive && live.normalize === normalize && live.ascii === ascii
  );
}

function undeclaredIndexes(
  subject: Subject,
  model: TableModel,
  indexes: readonly LiveIndex[],
): readonly SchemaFinding[] {
  return indexes
    .filter(({ table }) => table === model.name)
    .filter(
      (live) =>
        !model.indexes.some(
          ({ column, target }) => column.name === live.column && target === live.target,
        ),
    )
    .map(({ name, column }) => ({
      ...subject,
      column,
      problem: `Index "${name}" is not declared: no filter uses it, every write pays for it, and it is never dropped.`,
      cql: undefined,
      action: 'notice',
    }));
}

function missingIndex(keyspace: string, model: TableModel, index: IndexModel): SchemaFinding {
  return {
    ...subjectOf(keyspace, model.name),
    column: index.column.name,
    problem: 'The index is missing.',
    cql: createIndexCql(keyspace, model, index),
    action: 'add',
  };
}

function isKey(column: ColumnModel): boolean {
  return column.role === 'partition' || column.role === 'clustering';
}
