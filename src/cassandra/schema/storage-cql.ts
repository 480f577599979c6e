import type { CompactionOptions, StorageOptions } from '../table/storage-options.js';

/** The options of a table as CQL, each for itself: `"comment" = 'a'`. Only those that were given. */
export function storageCql(storage: StorageOptions): readonly string[] {
  const { defaultTtlSeconds, gcGraceSeconds, compaction, comment } = storage;
  return [
    ...(defaultTtlSeconds === undefined
      ? []
      : [`default_time_to_live = ${String(defaultTtlSeconds)}`]),
    ...(gcGraceSeconds === undefined ? [] : [`gc_grace_seconds = ${String(gcGraceSeconds)}`]),
    ...(compaction === undefined ? [] : [`compaction = ${compactionCql(compaction)}`]),
    ...(comment === undefined ? [] : [`comment = ${textCql(comment)}`]),
  ];
}

/** A map of texts as CQL writes it. */
export function mapCql(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([name, value]) => `${textCql(name)}: ${textCql(value)}`).join(', ')}}`;
}

function compactionCql(compaction: CompactionOptions): string {
  return mapCql(Object.entries(compaction).map(([name, value]) => [name, String(value)]));
}

function textCql(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
