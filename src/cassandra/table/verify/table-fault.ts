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
