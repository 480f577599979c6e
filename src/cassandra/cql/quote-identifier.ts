/** A name as CQL takes it whatever characters it has: in double quotes, those inside doubled. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"keyspace"."table"`: statements never depend on a keyspace in use. */
export function quoteTable(keyspace: string, table: string): string {
  return `${quoteIdentifier(keyspace)}.${quoteIdentifier(table)}`;
}
