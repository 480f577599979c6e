const rowVersion = Symbol('version');

/**
 * The version of a row: a text that changes with every write of it, such as an ETag is made of and `expectedVersion` takes. Rows
 * have one that come from `findOne` and from the writes of a versioned table; it is no column, and neither JSON nor a copy of the
 * row has it. Undefined for all others, and for a row another write of which came before its version could be read.
 */
export function versionOf(row: object): string | undefined {
  const version: unknown = Reflect.get(row, rowVersion);
  return typeof version === 'bigint' ? String(version) : undefined;
}

export function withVersion<Row>(row: Row, version: bigint | null): Row {
  if (version === null) return row;
  return Object.defineProperty(row as object, rowVersion, { value: version }) as Row;
}
