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

export function isConsistency(value: unknown): value is Consistency {
  return levels.has(value);
}
