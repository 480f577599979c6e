import { InvalidTableError, type TableFault } from '../../errors/refused/invalid-table.error.js';
import { classFieldFaults } from './column/class-field-faults.js';
import { columnFaults } from './column/column-faults.js';
import { sameUdtFaults } from './column/udt-faults.js';
import { optionFaults } from './option-faults.js';
import { keyFaults } from './column/key-column-faults.js';
import { withProjections } from '../projection/with-projections.js';
import type { TableOf } from '../table.js';
import { TableModel } from '../table-model.js';
import { columnCode } from '../column/column-code.js';
import { isTableClass, noTableFaults, shapeFaults } from './no-table-faults.js';
import { idIn, tableFault } from './table-fault.js';
import type { TableDefinition } from '../table-definition.js';
import { projectionFaults } from './projection-faults.js';

/**
 * Checks declarations without a server and throws one `InvalidTableError` with all faults of all tables. Done at module start
 * for every registered table; call it in a unit test to know earlier. `keyspace` is the connection's: with it a table that names
 * it is known to be the same as one that names none.
 */
export function verifyTables(tables: readonly TableOf<unknown>[], keyspace?: string): void {
  const classes = (Array.isArray(tables) ? tables : []).filter(isTableClass);
  const definitions = withProjections(classes.map(({ definition }) => definition));
  const ofDefinitions = new Map(
    definitions.map((definition) => [definition, definitionFaults(definition)]),
  );
  const isSound = ({ definition }: TableOf<unknown>): boolean =>
    ofDefinitions.get(definition)?.length === 0;
  const own = [
    ...noTableFaults(tables),
    ...sameTableFaults(classes, definitions, keyspace),
    ...[...ofDefinitions.values()].flat(),
    // A probe row of a broken declaration would only say the same once more.
    ...classes.filter(isSound).flatMap(classFieldFaults),
  ];
  // What is no type cannot be looked into.
  const [first, ...rest] =
    own.length > 0
      ? own
      : [...sameUdtFaults(definitions, keyspace), ...sameIndexFaults(definitions, keyspace)];
  if (first !== undefined) throw new InvalidTableError([first, ...rest]);
}

function definitionFaults(definition: TableDefinition): readonly TableFault[] {
  const ofShape = shapeFaults(definition);
  if (ofShape.length > 0) return ofShape;
  const faults = projectionFaults(definition);
  // What its base does not have is no column at all.
  if (faults.length > 0) return faults;
  const ofColumns = columnFaults(definition);
  // A type that modules importing each other have left undefined, inside another too, cannot be looked into.
  if (ofColumns.some(({ code }) => code === 'column-type')) return ofColumns;
  return [...ofColumns, ...keyFaults(definition), ...optionFaults(definition)];
}

/** Two classes for one table would disagree on what is in it. The same class twice is no fault. */
function sameTableFaults(
  tables: readonly TableOf<unknown>[],
  definitions: readonly TableDefinition[],
  keyspace: string | undefined,
): readonly TableFault[] {
  const withoutClass = definitions.filter(
    (definition) => !tables.some((table) => table.definition === definition),
  );
  const declared = [
    ...new Set(tables),
    ...withoutClass.map((definition): { readonly definition: TableDefinition } => ({ definition })),
  ];
  const seen = new Map<string, TableDefinition>();
  return declared.flatMap(({ definition }) => {
    const { name } = definition;
    const id = idIn(definition, keyspace, name);
    const other = seen.get(id);
    seen.set(id, definition);
    if (other === undefined) return [];
    const named = definition.keyspace ?? other.keyspace;
    const isSaid = definition.keyspace === other.keyspace || named === undefined;
    const problem = `Two classes declare this table${isSaid ? '' : `, one of them with keyspace: '${named}', which is the connection's`}.`;
    const fix = `Use one class for both, or give one of them another name: Table('${name}_2', …).`;
    return [{ code: 'table-twice', table: name, columns: [], problem, fix }];
  });
}

/** Indexes of different columns may come to one name, of which a keyspace has one. */
function sameIndexFaults(
  definitions: readonly TableDefinition[],
  keyspace: string | undefined,
): readonly TableFault[] {
  const seen = new Map<string, TableModel>();
  return definitions.flatMap((definition) => {
    const model = new TableModel(definition);
    return model.indexes.flatMap(({ name, column }) => {
      const id = idIn(definition, keyspace, name);
      const other = seen.get(id);
      seen.set(id, model);
      if (other === undefined) return [];
      const problem = `"${other.name}" has an index of the same name, "${name}".`;
      const fix = `Give the column another name: ${columnCode(column.property, { type: column.type, columnName: `${column.name}_of_${definition.name}` })}.`;
      return [tableFault(definition, 'table-twice', [column.property], problem, fix)];
    });
  });
}
