import { type Client } from 'cassandra-driver';
import { TableChangedError } from '../errors/table-changed.error.js';
import { askNodes } from './ask-nodes.js';
import { readTableSchema, type TableSchema } from './table-schema.js';

/**
 * What tells a table from what it was when the export was planned. A page state goes on over a table of the same name that was
 * made anew, without any error, so nothing else would notice.
 */
export interface Fingerprint {
  readonly tableId: string;
  /** Each exported column's type, the fields of UDTs included. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** What each node notes of the table's last truncation; nothing for none. */
  readonly truncations: Readonly<Record<string, string>>;
}

export async function takeFingerprint(
  client: Client,
  schema: TableSchema,
  columns: readonly string[],
): Promise<Fingerprint> {
  return {
    tableId: schema.id,
    columns: typesOf(schema, columns),
    truncations: await truncationsOf(client, schema.id),
  };
}

/** @throws TableChangedError */
export async function checkFingerprint(
  client: Client,
  { keyspace, table }: { readonly keyspace: string; readonly table: string },
  planned: Fingerprint,
  work: 'export' | 'load' = 'export',
): Promise<void> {
  const schema = await readTableSchema(client, keyspace, table);
  const change = await changeOf(client, schema, planned);
  if (change !== undefined) throw new TableChangedError(table, change, work);
}

async function changeOf(
  client: Client,
  schema: TableSchema | undefined,
  planned: Fingerprint,
): Promise<string | undefined> {
  if (schema === undefined) return 'it was dropped.';
  if (schema.id !== planned.tableId) return 'it was dropped and made anew.';
  const types = typesOf(schema, Object.keys(planned.columns));
  for (const [name, type] of Object.entries(planned.columns)) {
    const now = types[name];
    if (now === undefined) return `column "${name}" was dropped.`;
    if (JSON.stringify(now) !== JSON.stringify(type)) return `column "${name}" has another type.`;
  }
  const truncations = await truncationsOf(client, schema.id);
  const isTruncated = Object.entries(truncations).some(([node, mark]) => {
    const before = planned.truncations[node];
    return before === undefined ? mark !== '' : before !== mark;
  });
  return isTruncated ? 'it was truncated.' : undefined;
}

function typesOf(schema: TableSchema, columns: readonly string[]): Record<string, unknown> {
  const types = new Map(schema.columns.map(({ name, type }) => [name, type]));
  return Object.fromEntries(columns.map((name) => [name, types.get(name)]));
}

async function truncationsOf(client: Client, tableId: string): Promise<Record<string, string>> {
  const answers = await askNodes(
    client,
    "SELECT truncated_at FROM system.local WHERE key = 'local'",
    [],
  );
  return Object.fromEntries(
    [...answers].map(([node, [row]]) => [node, markOf(row?.truncated_at, tableId)]),
  );
}

/** Place in the commit log and time: another one for each truncation. */
function markOf(truncations: unknown, tableId: string): string {
  if (!(truncations instanceof Map)) return '';
  for (const [id, mark] of truncations as Map<unknown, unknown>) {
    if (String(id) === tableId && Buffer.isBuffer(mark)) return mark.toString('hex');
  }
  return '';
}
