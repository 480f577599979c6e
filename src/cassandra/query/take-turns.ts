import { setImmediate as nextTurn } from 'node:timers/promises';

/** About 1 ms of ten columns. A page of 50 000 rows at once kept everybody else waiting for 100 to 300 ms. */
export const rowsPerTurn = 1000;

/** After so many rows handed out: lets whatever else waits in this process have its turn, now and then. */
export function takeTurns(rows: number): Promise<void> | undefined {
  return rows % rowsPerTurn === 0 ? nextTurn() : undefined;
}
