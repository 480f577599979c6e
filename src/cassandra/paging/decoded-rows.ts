import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DriverRow, ResultPage } from '../cql/statement.js';
import type { SelectPlan } from '../query/plan/select-plan.js';
import { rowsPerTurn } from '../query/take-turns.js';

type Decode<Result> = (row: DriverRow) => Result | undefined;

/** The rows of a page; a large one is decoded in slices. A partition that has static values only has none. */
export function decodePage<Result>(
  { decode }: { readonly decode: Decode<Result> },
  { rows }: ResultPage,
): Result[] | Promise<Result[]> {
  return rows.length > rowsPerTurn ? decodeInTurns(decode, rows) : decodeRows(decode, rows);
}

function decodeRows<Result>(decode: Decode<Result>, rows: readonly DriverRow[]): Result[] {
  const decoded: Result[] = [];
  for (const row of rows) {
    const one = decode(row);
    if (one !== undefined) decoded.push(one);
  }
  return decoded;
}

async function decodeInTurns<Result>(
  decode: Decode<Result>,
  rows: readonly DriverRow[],
): Promise<Result[]> {
  const decoded: Result[] = [];
  for (let start = 0; start < rows.length; start += rowsPerTurn) {
    decoded.push(...decodeRows(decode, rows.slice(start, start + rowsPerTurn)));
    await nextTurn();
  }
  return decoded;
}

export function upTo<Row>(limit: number | undefined, rows: Row[]): Row[] {
  return limit !== undefined && rows.length > limit ? rows.slice(0, limit) : rows;
}

/** An aggregate has a value for no rows too. */
export async function rowsOfNothing<Result>(plan: SelectPlan<Result>): Promise<Result[]> {
  return plan.isOneRow ? await decodePage(plan, { rows: [{}], pageState: null }) : [];
}
