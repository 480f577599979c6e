import type { ColumnModel } from '../../../table/table-model.js';
import type { WriteFault } from './write-fault.js';

/** Of columns that are given as null, those that must not be. Those of the key have a fault of their own. */
export function nullFaults(columns: readonly ColumnModel[]): readonly WriteFault[] {
  return columns
    .filter((column) => !column.holdsNull && (column.role === 'regular' || column.isCollection))
    .map((column) => ({
      code: 'column-null',
      columns: [column.property],
      problem: `"${column.property}" is not nullable.`,
      fix: column.isCollection
        ? 'Give an empty collection.'
        : 'Give a value, or declare it .nullable().',
    }));
}
