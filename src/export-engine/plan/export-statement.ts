import { quoteIdentifier, quoteTable, type TokenRange } from '../../cassandra/index.js';
import { type PagedStatement } from '../reading/page-requests.js';
import { rawPageMark } from '../reading/raw-pages.js';
import { type ExportPlan } from './export-plan.js';
import { boundValue } from '../values/filter-value.js';

type Source = Pick<
  ExportPlan,
  'keyspace' | 'table' | 'partitionKey' | 'rowMark' | 'columns' | 'where'
>;

/** The statement that reads one range of a part. Its pages come raw, by the name of the first column. */
export function exportStatement(plan: Source, range: TokenRange): PagedStatement {
  const { where } = plan;
  const isByRange = where === null || where.allowFiltering === true;
  const token = `token(${plan.partitionKey.map(quoteIdentifier).join(', ')})`;
  const conditions = [
    ...(where === null ? [] : [where.cql]),
    ...(isByRange ? [`${token} > ? AND ${token} <= ?`] : []),
  ];
  const filtering = where?.allowFiltering === true ? ' ALLOW FILTERING' : '';
  return {
    cql: `SELECT ${selection(plan)} FROM ${quoteTable(plan.keyspace, plan.table)} WHERE ${conditions.join(' AND ')}${filtering}`,
    values: [
      ...(where?.values ?? []).map(boundValue),
      ...(isByRange ? [range.start, range.end] : []),
    ],
  };
}

function selection({ rowMark, columns }: Source): string {
  const mark = rowMark === undefined ? [] : [quoteIdentifier(rowMark)];
  return [...mark, ...columns.map(selected)]
    .map((one, index) => (index === 0 ? `${one} AS ${quoteIdentifier(rawPageMark)}` : one))
    .join(', ');
}

function selected({ column, metadata }: Source['columns'][number]): string {
  const cell = quoteIdentifier(column);
  return metadata === undefined ? cell : `${metadata}(${cell})`;
}
