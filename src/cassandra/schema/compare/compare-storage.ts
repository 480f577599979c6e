import type { SchemaFinding } from '../../errors/schema-finding.js';
import type { StorageOptions } from '../../table/storage-options.js';
import type { TableModel } from '../../table/table-model.js';
import type { LiveStorage } from '../live-schema.js';
import { storageCql } from '../storage-cql.js';
import { subjectOf } from './subject-of.js';

/** Declared options that are others in the cluster: told with the CQL, changed by a person. Pure. */
export function compareStorage(
  keyspace: string,
  { name, definition: { storage } }: TableModel,
  live: LiveStorage,
): readonly SchemaFinding[] {
  const subject = subjectOf(keyspace, name);
  return differing(storage, live).map(([option, declared]) => ({
    ...subject,
    problem: `The option ${option} is another one than declared.`,
    cql: `ALTER TABLE ${subject.subject} WITH ${storageCql(declared).join(' AND ')}`,
    action: 'notice',
  }));
}

function differing(
  { defaultTtlSeconds, gcGraceSeconds, compaction, comment }: StorageOptions,
  live: LiveStorage,
): readonly (readonly [string, StorageOptions])[] {
  const others: (readonly [string, StorageOptions])[] = [];
  if (defaultTtlSeconds !== undefined && defaultTtlSeconds !== live.defaultTtlSeconds) {
    others.push(['defaultTtlSeconds', { defaultTtlSeconds }]);
  }
  if (gcGraceSeconds !== undefined && gcGraceSeconds !== live.gcGraceSeconds) {
    others.push(['gcGraceSeconds', { gcGraceSeconds }]);
  }
  // The cluster also holds what nobody declared, and the class with its package.
  const isLive = ([name, value]: readonly [string, unknown]): boolean =>
    (live.compaction.get(name) ?? '').replace(/^org\.apache\..*\./, '') === String(value);
  if (compaction !== undefined && !Object.entries(compaction).every(isLive)) {
    others.push(['compaction', { compaction }]);
  }
  if (comment !== undefined && comment !== live.comment) others.push(['comment', { comment }]);
  return others;
}
