import { type Consistency, isConsistency } from '../../cassandra/index.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type ExportTableOptions } from './export-options.js';

/** The driver would read at LOCAL_ONE where it does not know the level. @throws ExportRefusedError */
export function consistencyOf({
  consistency,
  connection,
}: Pick<ExportTableOptions, 'connection' | 'consistency'>): Consistency {
  const level = consistency ?? connection.consistency;
  if (isConsistency(level)) return level;
  throw new ExportRefusedError(
    'consistency is LOCAL_QUORUM, QUORUM, LOCAL_ONE or another level that Cassandra has, in capitals.',
  );
}

export function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new ExportRefusedError(
    `${name} is one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}.`,
  );
}

export function whole(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ExportRefusedError(`${name} is a whole number from ${String(min)} to ${String(max)}.`);
}
