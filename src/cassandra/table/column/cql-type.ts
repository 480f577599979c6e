import { quoteIdentifier } from '../../cql/quote-identifier.js';
import { type ColumnKind, isScalarKind, type ScalarKind } from './column-kind.js';

/** A CQL type with everything inside it. */
export type CqlType = ScalarType | CompoundType;

/** A type whose values have no parts. */
export interface ScalarType {
  readonly kind: ScalarKind;
}

/** A type made of others. */
export type CompoundType = (
  | { readonly kind: 'list' | 'set'; readonly element: CqlType }
  | { readonly kind: 'map'; readonly key: CqlType; readonly value: CqlType }
  | { readonly kind: 'tuple'; readonly elements: readonly CqlType[] }
  | { readonly kind: 'vector'; readonly element: CqlType; readonly dimensions: number }
  | { readonly kind: 'frozen'; readonly of: CqlType }
  | { readonly kind: 'udt'; readonly udt: UdtType }
) & {
  /** Methods that were called on what is inside and say nothing there, which the verifier refuses; absent for none. */
  readonly unheard?: readonly ColumnMethod[];
};

/** A method of a column, which says more of it than its type. */
export type ColumnMethod = '.nullable()' | '.static()' | '.named(…)' | '.default(…)' | '.from(…)';

/** A user-defined type, as `udt()` declares it. */
export interface UdtType {
  /** Its name in Cassandra. */
  readonly name: string;
  /** The fields in the order of their declaration. */
  readonly fields: readonly UdtField[];
}

/** One field of a user-defined type. */
export interface UdtField {
  /** The name in JavaScript. */
  readonly property: string;
  /** Its name in Cassandra. */
  readonly name: string;
  /** Its CQL type. */
  readonly type: CqlType;
  /** Whether its value may be null. */
  readonly isNullable: boolean;
  /** Fills a null where the field is not nullable. */
  readonly defaultValue: unknown;
}

export function isScalarType(type: CqlType): type is ScalarType {
  return isScalarKind(type.kind);
}

/** The type as CQL writes it, and as `system_schema` does but for the quotes around names of UDTs. */
export function typeCql(type: CqlType): string {
  if (isScalarType(type)) return type.kind;
  switch (type.kind) {
    case 'list':
    case 'set':
      return `${type.kind}<${typeCql(type.element)}>`;
    case 'map':
      return `map<${typeCql(type.key)}, ${typeCql(type.value)}>`;
    case 'tuple':
      return `frozen<tuple<${type.elements.map(typeCql).join(', ')}>>`;
    case 'vector':
      return `vector<${typeCql(type.element)}, ${String(type.dimensions)}>`;
    case 'frozen':
      return `frozen<${typeCql(type.of)}>`;
    case 'udt':
      return quoteIdentifier(type.udt.name);
  }
}

/** The types right inside a type. */
export function partsOf(type: CqlType): readonly CqlType[] {
  if (isScalarType(type)) return [];
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'vector':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'tuple':
      return type.elements;
    case 'frozen':
      return [type.of];
    case 'udt':
      return type.udt.fields.map((field) => field.type);
  }
}

/** Is a type of this kind anywhere in it. */
export function holdsKind(type: CqlType, kind: ColumnKind): boolean {
  return type.kind === kind || partsOf(type).some((part) => holdsKind(part, kind));
}

/** The user-defined types in a type, inner ones first, each once. */
export function udtsIn(type: CqlType): readonly UdtType[] {
  const inside = partsOf(type).flatMap(udtsIn);
  return [...new Set(type.kind === 'udt' ? [...inside, type.udt] : inside)];
}
