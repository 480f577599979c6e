import { type TableOf } from '../../cassandra/index.js';

/** A table that may be exported, under its own name. */
export interface ExportSource {
  readonly table: TableOf<unknown>;
  /** Properties that are nobody's business, and in no file. @default none */
  readonly without?: readonly string[];
}

/** The properties that can be in the files, in the order of the table's declaration. */
export function exportableColumns({ table, without = [] }: ExportSource): readonly string[] {
  return Object.keys(table.definition.columns).filter((name) => !without.includes(name));
}

/** Said of columns that are not among them, to a client and of a job that was asked for earlier. */
export function notExportable(source: ExportSource, names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`).join(', ');
  const choice = exportableColumns(source).join(', ');
  return `${quoted} cannot be exported from ${source.table.definition.name}; what can be: ${choice}`;
}
