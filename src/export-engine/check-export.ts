import { type ExportTableOptions } from './options/export-options.js';
import { resolveOptions } from './options/resolve-options.js';
import { plannedColumns } from './plan/make-plan.js';
import { requireTableSchema } from './plan/table-schema.js';

/**
 * Refuses what `exportTable()` would refuse of the same options before it has a plan, for an export that is made later: wrong
 * values of options, a table or columns that are not there, columns without a precision, a write time or a TTL. Whether the
 * server takes `where` is not tried. Costs three reads of the server's schema.
 *
 * @throws ExportRefusedError, and what reading throws
 */
export async function checkExport(options: Omit<ExportTableOptions, 'destination'>): Promise<void> {
  const resolved = resolveOptions({ ...options, destination: '' });
  const { keyspace, table } = resolved;
  const schema = await requireTableSchema(options.connection.client, keyspace, table);
  plannedColumns(schema, resolved);
}
