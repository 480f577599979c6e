import type { Columns } from '../column/column.js';
import { bigint, uuid } from '../column/column-builders.js';
import type { TableDefinition } from '../table-definition.js';

/** Properties of the columns that a row does not show; no declared property can be one of them. */
export const writeId = '$writeId';
export const createdId = '$createdId';
export const version = '$version';

/** Of a versioned table: which write was the last, and which made the row. The version is the write time of the first. */
const versionedColumns: Columns = {
  [writeId]: uuid().nullable().named('write_id'),
  [createdId]: uuid().nullable().named('created_id'),
};

/** Of a projection: the version of the row of the base it was made from. */
const projectedColumns: Columns = { [version]: bigint().nullable().named('version') };

/** Columns Cassandra stores of a table beside those its rows show. */
export function hiddenColumns({ writes }: TableDefinition): Columns {
  if (writes === 'versioned') return versionedColumns;
  return writes === 'projection' ? projectedColumns : {};
}

/** The declaration of everything that is stored, which is what the schema is made from. */
export function storedDefinition(definition: TableDefinition): TableDefinition {
  return { ...definition, columns: { ...definition.columns, ...hiddenColumns(definition) } };
}
