import type { ResultPage } from '../cql/statement.js';
import type { SelectPlan } from '../query/plan/select-plan.js';

/** The rows of a page. A partition that has static values only has none. */
export function decodePage<Result>({ decode }: SelectPlan<Result>, page: ResultPage): Result[] {
  const rows: Result[] = [];
  for (const row of page.rows) {
    const decoded = decode(row);
    if (decoded !== undefined) rows.push(decoded);
  }
  return rows;
}

export function upTo<Row>(limit: number | undefined, rows: Row[]): Row[] {
  return limit !== undefined && rows.length > limit ? rows.slice(0, limit) : rows;
}

/** An aggregate has a value for no rows too. */
export function rowsOfNothing<Result>(plan: SelectPlan<Result>): Result[] {
  return plan.isOneRow ? decodePage(plan, { rows: [{}], pageState: null }) : [];
}
