import { type Cassandra } from '../../cassandra/index.js';
import { invalidRequest } from '../../common/problem/problem.js';
import { type ExportTableOptions } from '../../export-engine/index.js';
import { type ExportRequest } from '../jobs/export-request.js';
import { checkedWhere } from './checked-where.js';
import { exportableColumns, type ExportSource, notExportable } from './export-source.js';

/**
 * A request in the engine's words. Also asked of requests that were stored: what may be exported is what this deployment says.
 *
 * @throws ProblemException for columns that the source does not let out, and for a filter that it cannot serve
 */
export function exportOptions(
  cassandra: Cassandra,
  source: ExportSource,
  { columns, where, decimals, ...how }: ExportRequest,
): Omit<ExportTableOptions, 'destination'> {
  const known = exportableColumns(source);
  const others = (columns ?? []).filter((name) => !known.includes(name));
  if (others.length > 0) {
    throw invalidRequest([{ property: 'columns', messages: [notExportable(source, others)] }]);
  }
  return {
    ...how,
    connection: cassandra,
    source: source.table,
    columns: columns ?? known,
    ...(where !== undefined && { where: checkedWhere(cassandra, source, where) }),
    ...(decimals !== undefined && { parquet: { decimals } }),
  };
}
