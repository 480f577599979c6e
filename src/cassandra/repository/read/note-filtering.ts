import { Logger } from '@nestjs/common';
import type { SelectPlan } from '../../query/plan/select-plan.js';

const noted = new Set<string>();

/**
 * Says once per process and table that it is read by ALLOW FILTERING, for whoever looks for the cause of slow reads. Not per
 * connection: tests and tenants may open many.
 */
export function noteFilteringOnce({ statement, filteredBy }: SelectPlan): void {
  const { table, operation } = statement;
  if (noted.has(table)) return;
  noted.add(table);
  const cost = operation === 'read' ? 'reads whole partitions' : 'reads the whole table';
  new Logger('CassandraModule').warn(
    `${table}: ALLOW FILTERING ${cost} to filter by ${filteredBy.map((one) => `"${one}"`).join(', ')}. Said once per table.`,
  );
}
