import type { QueryFault } from '../query-fault.js';

export const groupsAreNotCounted: QueryFault = {
  code: 'group-by',
  columns: [],
  problem: 'count() counts rows, not groups.',
  fix: 'Leave groupBy out, or select({ rows: count() }) to count the rows of each group.',
};

export function tooManyRows(maxRows: number): QueryFault {
  return {
    code: 'max-rows',
    columns: [],
    problem: `all() found more than ${String(maxRows)} rows.`,
    fix: 'Use pages(), stream() or for await, add a limit, or raise maxRows.',
  };
}
