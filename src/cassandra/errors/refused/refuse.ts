import type { Fault } from '../fault.js';
import { InvalidQueryError } from './invalid-query.error.js';
import type { InvalidRequestError } from './invalid-request.error.js';
import { InvalidValueError } from './invalid-value.error.js';
import { InvalidWriteError } from './invalid-write.error.js';

const valueCodes: ReadonlySet<string> = new Set(['wrong-type', 'key-size', 'index-term-size']);

/** Throws all faults as one error, or returns when there is none. Faults of values alone are an `InvalidValueError`. */
export function refuse(kind: 'query' | 'write', table: string, faults: readonly Fault[]): void {
  const error = refusal(kind, table, faults);
  if (error !== undefined) throw error;
}

export function refusal(
  kind: 'query' | 'write',
  table: string,
  faults: readonly Fault[],
): InvalidRequestError | undefined {
  const [first, ...rest] = faults;
  if (first === undefined) return undefined;
  if (faults.every((fault) => valueCodes.has(fault.code))) {
    return new InvalidValueError(table, [first, ...rest]);
  }
  return kind === 'query'
    ? new InvalidQueryError(table, [first, ...rest])
    : new InvalidWriteError(table, [first, ...rest]);
}
