import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type PlannedColumn } from '../plan/export-plan.js';
import { type TableSchema } from '../plan/table-schema.js';
import { type CellMetadata, type CellMetadataKind, cellMetadataKinds } from './cell-metadata.js';

const types = { writetime: { kind: 'bigint' }, ttl: { kind: 'int' } } as const;
/** Stored in many cells, unless they are frozen: Cassandra tells a list of write times then. */
const manyCellKinds: ReadonlySet<string> = new Set(['list', 'set', 'map', 'udt']);

/** What stands in the files behind the exported columns. @throws ExportRefusedError */
export function metadataColumns(
  schema: TableSchema,
  exported: readonly PlannedColumn[],
  metadata: CellMetadata,
): readonly PlannedColumn[] {
  const taken = new Set(exported.flatMap(({ column, name }) => [column, name]));
  return cellMetadataKinds.flatMap((kind) =>
    wantedOf(schema, exported, kind, metadata[kind] ?? false).map((one) => {
      const name = `${kind}(${one.name})`;
      if (!taken.has(name)) return { ...one, name, type: types[kind], metadata: kind };
      throw new ExportRefusedError(
        `"${name}" is a column of its own. Leave it out of columns, or "${one.name}" out of ${kind}.`,
      );
    }),
  );
}

function wantedOf(
  schema: TableSchema,
  exported: readonly PlannedColumn[],
  kind: CellMetadataKind,
  wanted: boolean | readonly string[],
): readonly PlannedColumn[] {
  if (wanted === false) return [];
  if (wanted === true) return exported.filter((one) => faultOf(schema, one, kind) === undefined);
  const names = exported.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ExportRefusedError(
      `${kind}: the export has no column "${unknown}". It has ${names.join(', ')}.`,
    );
  }
  const chosen = exported.filter(({ name }) => wanted.includes(name));
  for (const one of chosen) {
    const fault = faultOf(schema, one, kind);
    if (fault === undefined) continue;
    throw new ExportRefusedError(
      `"${one.name}" has no ${kind}: ${fault}. Leave it out of ${kind}.`,
    );
  }
  return chosen;
}

/** Why a column's cells have no such value, or more than one. */
function faultOf(
  schema: TableSchema,
  { column, kind, type }: PlannedColumn,
  what: CellMetadataKind,
): string | undefined {
  if (kind === 'partition_key' || kind === 'clustering') return 'it is part of the key';
  const cqlType = schema.columns.find(({ name }) => name === column)?.cqlType ?? '';
  if (manyCellKinds.has(type.kind) && !cqlType.startsWith('frozen<')) {
    return `it is a ${type.kind} that is not frozen, each part of which has its own`;
  }
  return what === 'ttl' && type.kind === 'counter' ? 'a counter does not expire' : undefined;
}
