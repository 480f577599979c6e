/** Cassandra leaves the quotes out where a name needs none. */
export function isSameType(live: string, declared: string): boolean {
  return live.replaceAll('"', '') === declared.replaceAll('"', '');
}
