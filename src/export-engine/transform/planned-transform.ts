import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type PlannedColumn, type PlannedTransform } from '../plan/export-plan.js';
import { type TableSchema } from '../plan/table-schema.js';
import { parseType } from '../types/parse-type.js';

/** @throws ExportRefusedError */
export function plannedTransform(
  declared: Readonly<Record<string, string>>,
  { udts }: TableSchema,
): PlannedTransform {
  const columns = Object.entries(declared).map(([name, type]): PlannedColumn => {
    try {
      const parsed = parseType(type, (udt) => udts.get(udt));
      return { column: name, name, type: parsed, kind: 'regular' };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new ExportRefusedError(`transform.columns has no CQL type for "${name}": "${type}".`);
    }
  });
  return { declared, columns };
}
