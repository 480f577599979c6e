import { isCqlType } from '../../codec/codecs.js';
import type { TableFault } from '../../errors/refused/invalid-table.error.js';
import type { TableDefinition } from '../table-definition.js';
import { tableFault } from './table-fault.js';
import { columnNameOf } from '../table-model.js';
import { typeFaults } from './type-faults.js';

const maxNameLength = 222;
const legalName = /^\w+$/;
const classMembers: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'toJSON']);

/** Faults of the table's name and of its columns' names and types. */
export function columnFaults(definition: TableDefinition): readonly TableFault[] {
  return [
    ...nameFaults(definition),
    ...Object.keys(definition.columns).flatMap((property) => faultsOf(definition, property)),
    ...repeatedNames(definition),
  ];
}

function nameFaults(definition: TableDefinition): readonly TableFault[] {
  const isLegal = (name: unknown): boolean =>
    typeof name === 'string' && legalName.test(name) && name.length <= maxNameLength;
  const fix = `Use 1 to ${String(maxNameLength)} letters, digits and underscores.`;
  const faults: TableFault[] = [];
  if (!isLegal(definition.name)) {
    faults.push(
      tableFault(definition, 'table-name', [], 'Cassandra takes no such table name.', fix),
    );
  }
  if (definition.keyspace !== undefined && !isLegal(definition.keyspace)) {
    faults.push(
      tableFault(definition, 'table-name', [], 'Cassandra takes no such keyspace name.', fix),
    );
  }
  return faults;
}

function faultsOf(definition: TableDefinition, property: string): readonly TableFault[] {
  const column: unknown = definition.columns[property];
  const type: unknown =
    typeof column === 'object' && column !== null ? Reflect.get(column, 'type') : undefined;
  if (!isCqlType(type)) {
    const problem = 'This is no column type.';
    return [tableFault(definition, 'column-type', [property], problem, 'Use text(), int(), … .')];
  }
  const name = columnNameOf(definition, property);
  if (property === '' || name === '' || name === '__proto__') {
    const problem = 'A column needs a name.';
    return [tableFault(definition, 'column-name', [property], problem, 'Give it one.')];
  }
  if (classMembers.has(property)) {
    const problem = 'A row class has a member of this name.';
    const fix = `Use another property: \`other: ${type.kind}().named('${name}')\`.`;
    return [tableFault(definition, 'column-name', [property], problem, fix)];
  }
  return typeFaults(definition, property);
}

function repeatedNames(definition: TableDefinition): readonly TableFault[] {
  const byName = new Map<string, string>();
  const faults: TableFault[] = [];
  for (const property of Object.keys(definition.columns)) {
    const name = columnNameOf(definition, property);
    const other = byName.get(name);
    if (other !== undefined) {
      const problem = `Both are the column "${name}".`;
      const fix = "Give one of them another name with .named('…').";
      faults.push(tableFault(definition, 'column-name', [other, property], problem, fix));
    }
    byName.set(name, property);
  }
  return faults;
}
