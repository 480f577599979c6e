import { isCqlType } from '../../../codec/codecs.js';
import type { TableFault } from '../../../errors/refused/invalid-table.error.js';
import type { Column } from '../../column/column.js';
import { columnCode, propertyCode } from '../../column/column-code.js';
import { snakeCase } from '../../snake-case.js';
import type { TableDefinition } from '../../table-definition.js';
import { importCircle, tableFault } from '../table-fault.js';
import { columnNameOf } from '../../table-model.js';
import { typeFaults } from './type-faults.js';

const maxNameLength = 222;
const maxKeyspaceLength = 48;
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
  const isLegal = (name: unknown, max: number): boolean =>
    typeof name === 'string' && legalName.test(name) && name.length <= max;
  const fix = (what: string, name: unknown, max: number): string =>
    `Use 1 to ${String(max)} letters, digits and underscores${legalised(what, name, max)}.`;
  const faults: TableFault[] = [];
  if (!isLegal(definition.name, maxNameLength)) {
    faults.push(
      tableFault(
        definition,
        'table-name',
        [],
        'Cassandra takes no such table name.',
        fix('', definition.name, maxNameLength),
      ),
    );
  }
  if (definition.keyspace !== undefined && !isLegal(definition.keyspace, maxKeyspaceLength)) {
    faults.push(
      tableFault(
        definition,
        'table-name',
        [],
        'Cassandra takes no such keyspace name.',
        fix('keyspace: ', definition.keyspace, maxKeyspaceLength),
      ),
    );
  }
  return faults;
}

/** `: 'users_by_city'` for "users by city"; nothing where no letter is left. */
function legalised(what: string, name: unknown, max: number): string {
  const legal = typeof name === 'string' ? name.replace(/\W+/g, '_').slice(0, max) : '';
  return legal.replace(/_/g, '') === '' ? '' : `: ${what}'${legal}'`;
}

function faultsOf(definition: TableDefinition, property: string): readonly TableFault[] {
  const column: unknown = definition.columns[property];
  const type: unknown =
    typeof column === 'object' && column !== null ? Reflect.get(column, 'type') : undefined;
  if (!isCqlType(type)) {
    const problem = 'This is no column type.';
    const fix = `Declare it by the function of its type: ${propertyCode(property, 'text()')}, int(), set(text()), ….${column === undefined ? ` ${importCircle}` : ''}`;
    return [tableFault(definition, 'column-type', [property], problem, fix)];
  }
  const name: unknown = columnNameOf(definition, property);
  if (typeof name !== 'string' || property === '' || name === '' || name === '__proto__') {
    const problem = 'A column needs a name.';
    const fix = `Write ${columnCode(property === '' ? 'value' : property, { type, columnName: undefined })}, or give it another name with .named('value').`;
    return [tableFault(definition, 'column-name', [property], problem, fix)];
  }
  if (classMembers.has(property)) {
    const problem = 'A row class has a member of this name.';
    const fix = `Use another property: ${columnCode('other', { type, columnName: name })}.`;
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
      const { type } = definition.columns[property] as Column;
      const own = snakeCase(property);
      const columnName = own === name ? `${own}_2` : own;
      const fix = `Give one of them another name: ${isCqlType(type) ? columnCode(property, { type, columnName }) : `.named('${columnName}')`}.`;
      faults.push(tableFault(definition, 'column-name', [other, property], problem, fix));
    }
    byName.set(name, property);
  }
  return faults;
}
