import { type Cassandra } from '../../cassandra/index.js';
import { invalidRequest } from '../../common/problem/problem.js';
import { type ExportTableOptions } from '../../export-engine/index.js';
import { type ExportRequest } from '../jobs/export-request.js';
import { checkedWhere } from './checked-where.js';
import { exportableColumns, type ExportSource } from './export-source.js';

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
  if (columns?.some((name) => !known.includes(name)) === true) {
    const message = `columns of ${source.table.definition.name} are ${known.join(', ')}`;
    throw invalidRequest([{ property: 'columns', messages: [message] }]);
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
