import type { QueryFault } from '../query/query-fault.js';

/** Requests that one connection to a node can have under way: the protocol numbers them in 16 bits with a sign. */
export const mostInFlight = 32_768;

/** How much is done side by side: no fault in what is absent. */
export function checkConcurrency(
  concurrency: unknown,
  max: number = mostInFlight,
): readonly QueryFault[] {
  if (concurrency === undefined) return [];
  const isWhole = typeof concurrency === 'number' && Number.isInteger(concurrency);
  if (isWhole && concurrency >= 1 && concurrency <= max) return [];
  return [
    {
      code: 'scan-concurrency',
      columns: [],
      problem: 'concurrency is not a whole number of 1 or more.',
      fix: `Give 1 to ${String(max)}.`,
    },
  ];
}
