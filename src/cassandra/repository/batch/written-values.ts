import type { ColumnModel } from '../../table/table-model.js';
import type { PlannedWrite } from '../write/plan/planned-write.js';

/** The columns a write changes, with the encoded values it has for each; those of the key are not among them. */
export function writtenValues({
  written,
}: PlannedWrite): readonly (readonly [ColumnModel, readonly unknown[]])[] {
  if (written === undefined) return [];
  if ('assignments' in written) {
    return [...written.assignments].map(([column, { values }]) => [column, values]);
  }
  const { columns, values } = written;
  return columns
    .map((column, at) => [column, [values[at]]] as const)
    .filter(([{ role }, [value]]) => !isOfKey(role) && value !== undefined);
}

function isOfKey(role: ColumnModel['role']): boolean {
  return role === 'partition' || role === 'clustering';
}
