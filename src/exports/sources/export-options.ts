import { type Cassandra } from '../../cassandra/index.js';
import { type ExportTableOptions } from '../../export-engine/index.js';
import { type ExportRequest } from '../jobs/export-request.js';
import { checkedWhere } from './checked-where.js';
import { columnsOf, type ExportSource } from './export-source.js';

/** A request in the engine's words. @throws ProblemException for a filter that the source cannot serve */
export function exportOptions(
  cassandra: Cassandra,
  source: ExportSource,
  { columns, where, decimals, ...how }: ExportRequest,
): Omit<ExportTableOptions, 'destination'> {
  return {
    ...how,
    connection: cassandra,
    source: source.table,
    columns: columns ?? columnsOf(source),
    ...(where !== undefined && { where: checkedWhere(cassandra, source, where) }),
    ...(decimals !== undefined && { parquet: { decimals } }),
  };
}
