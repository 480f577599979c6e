import type { LiveColumn, LiveIndex, LiveStorage } from '../../src/cassandra/schema/live-schema.js';

/** A column as it is in the cluster: of no key, unless it is said. */
export function liveColumn(name: string, type: string, more: Partial<LiveColumn> = {}): LiveColumn {
  return { name, type, kind: 'regular', position: -1, clusteringOrder: 'none', ...more };
}

/** An index as it is in the cluster where nothing was said of it. */
export const liveIndex = {
  name: 'any_name',
  target: 'column',
  isStorageAttached: true,
  textOptions: { caseSensitive: true, normalize: false, ascii: false },
  similarity: 'cosine',
} as const satisfies Partial<LiveIndex>;

/** The options of a table that was made without any. */
export const liveStorage: LiveStorage = {
  defaultTtlSeconds: 0,
  gcGraceSeconds: 864_000,
  comment: '',
  compaction: new Map(),
};
