import { InvalidTableError, type TableFault } from '../../errors/refused/invalid-table.error.js';
import { classFieldFaults } from './class-field-faults.js';
import { columnFaults } from './column-faults.js';
import { sameUdtFaults } from './udt-faults.js';
import { optionFaults } from './option-faults.js';
import { keyFaults } from './key-column-faults.js';
import type { TableOf } from '../table.js';
import { TableModel } from '../table-model.js';
import { columnCode } from '../column/column-code.js';
import { tableFault } from './table-fault.js';

/**
 * Checks declarations without a server and throws one `InvalidTableError` with all faults of all tables. Done at module start
 * for every registered table; call it in a unit test to know earlier.
 */
export function verifyTables(tables: readonly TableOf<unknown>[]): void {
  const own = [...sameTableFaults(tables), ...tables.flatMap(tableFaults)];
  // What is no type cannot be looked into.
  const [first, ...rest] =
    own.length > 0 ? own : [...sameUdtFaults(tables), ...sameIndexFaults(tables)];
  if (first !== undefined) throw new InvalidTableError([first, ...rest]);
}

function tableFaults(table: TableOf<unknown>): readonly TableFault[] {
  const { definition } = table;
  const faults = [
    ...columnFaults(definition),
    ...keyFaults(definition),
    ...optionFaults(definition),
  ];
  // A probe row of a broken declaration would only say the same once more.
  return faults.length > 0 ? faults : classFieldFaults(table);
}

/** Two classes for one table would disagree on what is in it. The same class twice is no fault. */
function sameTableFaults(tables: readonly TableOf<unknown>[]): readonly TableFault[] {
  const seen = new Map<string, TableOf<unknown>>();
  const faults: TableFault[] = [];
  for (const table of tables) {
    const { name, keyspace } = table.definition;
    const id = JSON.stringify([keyspace ?? null, name]);
    const other = seen.get(id);
    if (other !== undefined && other !== table) {
      faults.push({
        code: 'table-twice',
        table: name,
        columns: [],
        problem: 'Two classes declare this table.',
        fix: `Use one class for both, or give one of them another name: Table('${name}_2', …).`,
      });
    }
    seen.set(id, table);
  }
  return faults;
}

/** Indexes of different columns may come to one name, of which a keyspace has one. */
function sameIndexFaults(tables: readonly TableOf<unknown>[]): readonly TableFault[] {
  const seen = new Map<string, TableModel>();
  return [...new Set(tables)].flatMap(({ definition }) => {
    const model = new TableModel(definition);
    return model.indexes.flatMap(({ name, column }) => {
      const id = JSON.stringify([definition.keyspace ?? null, name]);
      const other = seen.get(id);
      seen.set(id, model);
      if (other === undefined) return [];
      const problem = `"${other.name}" has an index of the same name, "${name}".`;
      const fix = `Give the column another name: ${columnCode(column.property, { type: column.type, columnName: `${column.name}_of_${definition.name}` })}.`;
      return [tableFault(definition, 'table-twice', [column.property], problem, fix)];
    });
  });
}
