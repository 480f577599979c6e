import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type ExportColumn } from '../options/export-options.js';
import { type PlannedColumn } from '../plan/export-plan.js';
import { type TableSchema } from '../plan/table-schema.js';
import { type ResolvedLoad } from './resolve-load.js';

/** The columns to write, checked against the table. @throws ExportRefusedError */
export function planColumns(
  schema: TableSchema,
  fileNames: readonly string[],
  { columns, columnOf }: Pick<ResolvedLoad, 'columns' | 'columnOf'>,
  exported: readonly ExportColumn[] | undefined,
): readonly PlannedColumn[] {
  const wanted = columns ?? exported ?? fileNames.map((name) => ({ name, column: columnOf(name) }));
  const known = new Map(schema.columns.map((column) => [column.name, column]));
  const planned = wanted.map(({ column, name }): PlannedColumn => {
    const found = known.get(column);
    if (found === undefined) {
      const choice = columns === undefined ? ' Say with columns what of the files is loaded.' : '';
      throw refused(
        schema,
        `has no column "${column}". It has ${[...known.keys()].join(', ')}.${choice}`,
      );
    }
    if (!fileNames.includes(name)) {
      throw new ExportRefusedError(`The files have no column "${name}".`);
    }
    if (found.cqlType.startsWith('list<')) {
      throw refused(
        schema,
        `has "${column}", a list that is not frozen: a row written again would hold every element twice. Leave it out with columns, or load into a frozen list.`,
      );
    }
    return { column, name, type: found.type, kind: found.kind };
  });
  requireKey(schema, planned);
  return planned;
}

function requireKey(schema: TableSchema, planned: readonly PlannedColumn[]): void {
  if (schema.columns.some(({ type }) => type.kind === 'counter')) {
    throw refused(schema, 'has counters: a row written again would be counted twice.');
  }
  const columns = planned.map(({ column }) => column);
  if (new Set(columns).size < columns.length) throw refused(schema, 'is given a column twice.');
  const isStaticOnly = planned.every(({ kind }) => kind === 'static' || kind === 'partition_key');
  const missing = schema.columns.find(
    ({ name, kind }) =>
      !columns.includes(name) &&
      (kind === 'partition_key' || (kind === 'clustering' && !isStaticOnly)),
  );
  if (missing !== undefined)
    throw refused(schema, `has "${missing.name}" in its key, the load not.`);
}

function refused({ table }: TableSchema, problem: string): ExportRefusedError {
  return new ExportRefusedError(`Table "${table}" ${problem}`);
}
