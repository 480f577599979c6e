import { kindOfValue } from '../../codec/value/value-kind.js';
import { InvalidTableError, type TableFault } from '../../errors/refused/invalid-table.error.js';
import type { TableOf } from '../table.js';
import { importCircle } from './table-fault.js';

/** Throws one error with everything in the list that is no table class; JavaScript and imports in a circle bring it about. */
export function assertTables(tables: unknown): asserts tables is readonly TableOf<unknown>[] {
  const [first, ...rest] = noTableFaults(tables);
  if (first !== undefined) throw new InvalidTableError([first, ...rest]);
}

/** What stands in the list and is no table class, told by its place. */
export function noTableFaults(tables: unknown): readonly TableFault[] {
  if (!Array.isArray(tables)) {
    const problem = `This is ${kindOfValue(tables)}, not a list of table classes.`;
    return [noTable('tables', problem, 'Give a list, such as [User, UserByCity].')];
  }
  return tables.flatMap((table: unknown, index) => {
    if (isTableClass(table)) return [];
    const place = tables.length === 1 ? 'table' : `tables[${String(index)}]`;
    return [noTable(place, problemOf(table), fixOf(table))];
  });
}

export function isTableClass(value: unknown): value is TableOf<unknown> {
  if (typeof value !== 'function') return false;
  const definition: unknown = Reflect.get(value, 'definition');
  return typeof definition === 'object' && definition !== null && 'partitionKey' in definition;
}

function problemOf(value: unknown): string {
  return typeof value === 'function'
    ? `The ${value.name === '' ? 'function' : `class "${value.name}"`} does not extend Table(…).`
    : `This is ${kindOfValue(value)}, not a table class.`;
}

function fixOf(value: unknown): string {
  return value === undefined
    ? importCircle
    : "Give a class that extends Table(…): class User extends Table('users', { columns: { … }, partitionKey: […] }) {}.";
}

function noTable(table: string, problem: string, fix: string): TableFault {
  return { code: 'table-class', table, columns: [], problem, fix };
}
