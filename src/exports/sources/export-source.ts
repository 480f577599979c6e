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
