import type { PositionOptions } from '../page.js';
import type { QueryFault } from '../query-fault.js';
import { isOptions } from './option-names.js';

const maxExpirySeconds = 31_536_000;

/** How long a cursor or a position may be used: up to a year. */
export function checkExpiry(options: PositionOptions): readonly QueryFault[] {
  if (!isOptions(options) || options.expiresInSeconds === undefined) return [];
  const { expiresInSeconds } = options;
  const isLegal =
    Number.isInteger(expiresInSeconds) &&
    expiresInSeconds >= 1 &&
    expiresInSeconds <= maxExpirySeconds;
  if (isLegal) return [];
  return [
    {
      code: 'cursor-expiry',
      columns: [],
      problem: 'expiresInSeconds is not a whole number of 1 or more.',
      fix: `Give 1 to ${String(maxExpirySeconds)}.`,
    },
  ];
}
