import type { IndexTarget } from './index-declaration.js';

/**
 * The name of an index, as Cassandra would choose it. It is unique in the keyspace, or has to be: "a" with a column "b_c" and
 * "a_b" with a column "c" come to one name.
 */
export function indexName(table: string, column: string, target: IndexTarget): string {
  const part = target === 'keys' || target === 'entries' ? `_${target}` : '';
  return `${table}_${column.replace(/\W/g, '')}${part}_idx`;
}
