/** CQL's simple types, under the names `system_schema` has for them. */
export const scalarKinds = [
  'ascii',
  'bigint',
  'blob',
  'boolean',
  'counter',
  'date',
  'decimal',
  'double',
  'duration',
  'float',
  'inet',
  'int',
  'smallint',
  'text',
  'time',
  'timestamp',
  'timeuuid',
  'tinyint',
  'uuid',
  'varint',
] as const;
export type ScalarKind = (typeof scalarKinds)[number];

export interface WireField {
  readonly name: string;
  readonly type: WireType;
}

/** The type of a cell, as far as its bytes depend on it: `frozen` and the order of a clustering column change nothing. */
export type WireType =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'list' | 'set'; readonly element: WireType }
  | { readonly kind: 'map'; readonly key: WireType; readonly value: WireType }
  | { readonly kind: 'tuple'; readonly elements: readonly WireType[] }
  | { readonly kind: 'udt'; readonly name: string; readonly fields: readonly WireField[] }
  | { readonly kind: 'vector'; readonly element: WireType; readonly dimensions: number }
  /** A Java class of the server's operator: its bytes are all that is known. */
  | { readonly kind: 'custom'; readonly name: string };

export type CompositeType = Exclude<WireType, { readonly kind: ScalarKind | 'custom' }>;

const composites: ReadonlySet<string> = new Set(['list', 'set', 'map', 'tuple', 'udt', 'vector']);

export function isComposite(type: WireType): type is CompositeType {
  return composites.has(type.kind);
}

const sizes: Readonly<Partial<Record<string, number>>> = {
  boolean: 1,
  int: 4,
  float: 4,
  bigint: 8,
  double: 8,
  timestamp: 8,
  uuid: 16,
  timeuuid: 16,
};

/** The size of an element of a vector, where Cassandra writes none before it; undefined where it does. */
export function fixedSize(type: WireType): number | undefined {
  if (type.kind !== 'vector') return sizes[type.kind];
  const size = fixedSize(type.element);
  return size === undefined ? undefined : size * type.dimensions;
}
