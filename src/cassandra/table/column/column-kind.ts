const scalarKinds = [
  'ascii',
  'text',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'varint',
  'float',
  'double',
  'decimal',
  'boolean',
  'blob',
  'date',
  'time',
  'timestamp',
  'duration',
  'uuid',
  'timeuuid',
  'inet',
  'counter',
] as const;

/** The CQL types whose values have no parts. */
export type ScalarKind = (typeof scalarKinds)[number];

/** Collections whose elements Cassandra stores one by one. They are never null: empty and null are the same there. */
export type CollectionKind = 'list' | 'set' | 'map';

/** The CQL types a column may have. A frozen collection or UDT is of the kind 'frozen'. */
export type ColumnKind = ScalarKind | CollectionKind | 'frozen' | 'tuple' | 'vector' | 'udt';

const knownScalars: ReadonlySet<unknown> = new Set(scalarKinds);

export function isScalarKind(kind: unknown): kind is ScalarKind {
  return knownScalars.has(kind);
}

export function isCollectionKind(kind: ColumnKind): kind is CollectionKind {
  return kind === 'list' || kind === 'set' || kind === 'map';
}

const rangeIndexedKinds = [
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'varint',
  'float',
  'double',
  'decimal',
  'date',
  'time',
  'timestamp',
  'timeuuid',
  'inet',
] as const satisfies readonly ScalarKind[];

/** Kinds whose index serves ranges; the other indexes serve equality only. */
export type RangeIndexedKind = (typeof rangeIndexedKinds)[number];

export function hasRangeIndex(kind: ColumnKind): kind is RangeIndexedKind {
  return rangeIndexedKinds.some((known) => known === kind);
}
