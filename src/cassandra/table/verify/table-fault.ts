import type { TableFault, TableFaultCode } from '../../errors/refused/invalid-table.error.js';
import type { TableDefinition } from '../table-definition.js';

export function tableFault(
  definition: TableDefinition,
  code: TableFaultCode,
  columns: readonly string[],
  problem: string,
  fix: string,
): TableFault {
  return { code, table: definition.name, columns, problem, fix };
}

/** Why something that was imported is undefined. */
export const importCircle =
  'Where it is undefined, two files import each other, or the name of the import is wrong: declare it in a file that imports neither.';

/** What a name stands for in the keyspace of a table, which is the connection's unless it names its own. */
export function idIn(
  definition: TableDefinition,
  keyspace: string | undefined,
  name: string,
): string {
  return JSON.stringify([definition.keyspace ?? keyspace ?? null, name]);
}
