/** How many replicas must answer a request. The last two are for reads that must see lightweight transactions in progress. */
export type Consistency =
  | 'ONE'
  | 'TWO'
  | 'THREE'
  | 'QUORUM'
  | 'ALL'
  | 'LOCAL_ONE'
  | 'LOCAL_QUORUM'
  | 'EACH_QUORUM'
  | 'SERIAL'
  | 'LOCAL_SERIAL';

/** Of writes: what a lightweight transaction agrees with is said by `serialConsistency`. */
export type WriteConsistency = Exclude<Consistency, SerialConsistency>;

/** With whom a lightweight transaction agrees: every data centre, or only the local one. */
export type SerialConsistency = 'SERIAL' | 'LOCAL_SERIAL';

const levels: ReadonlySet<unknown> = new Set<Consistency>([
  'ONE',
  'TWO',
  'THREE',
  'QUORUM',
  'ALL',
  'LOCAL_ONE',
  'LOCAL_QUORUM',
  'EACH_QUORUM',
  'SERIAL',
  'LOCAL_SERIAL',
]);

export function isSerialConsistency(value: unknown): value is SerialConsistency {
  return value === 'SERIAL' || value === 'LOCAL_SERIAL';
}

export function isConsistency(value: unknown): value is Consistency {
  return levels.has(value);
}
