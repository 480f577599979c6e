import { codecOf } from '../codec/codecs.js';
import type { Codec } from '../codec/codec.js';
import { copyValue } from '../codec/value/copy-value.js';
import type { Column } from './column/column.js';
import { type ColumnKind, isCollectionKind } from './column/column-kind.js';
import { type CqlType, typeCql } from './column/cql-type.js';
import {
  defaultSimilarity,
  indexedProperty,
  indexSimilarity,
  type IndexTarget,
  indexTextOptions,
  type VectorSimilarity,
} from './indexes/index-declaration.js';
import { indexName } from './indexes/index-name.js';
import { indexTarget } from './indexes/index-target.js';
import { snakeCase } from './snake-case.js';
import type { TextIndexOptions } from './indexes/text-index-options.js';
import type { SortDirection, TableDefinition } from './table-definition.js';

/** What a column is in its table. */
export type ColumnRole = 'partition' | 'clustering' | 'static' | 'regular';

/** One column with everything the declaration says of it. */
export interface ColumnModel {
  readonly property: string;
  readonly name: string;
  readonly kind: ColumnKind;
  readonly type: CqlType;
  /** The type as CQL writes it. */
  readonly cqlType: string;
  readonly codec: Codec;
  readonly role: ColumnRole;
  /** May rows hold null here: nullable or static. A collection is empty instead, a counter 0. */
  readonly holdsNull: boolean;
  /** A list, set or map that is not frozen: empty and null are the same. */
  readonly isCollection: boolean;
  /** What a null becomes in a row: an empty collection, 0, the default; undefined where there is none. A new one each time. */
  readonly makeMissing: () => unknown;
  readonly isIndexed: boolean;
  readonly indexTargets: readonly IndexTarget[];
  /** What its index compares vectors by; 'cosine' for all others. */
  readonly similarity: VectorSimilarity;
  /** Of a clustering column; 'asc' for all others. */
  readonly direction: SortDirection;
}

/** One index of a table. */
export interface IndexModel {
  /** In Cassandra. */
  readonly name: string;
  readonly column: ColumnModel;
  readonly target: IndexTarget;
  readonly textOptions: TextIndexOptions;
  /** Undefined where nothing was said. */
  readonly similarity: VectorSimilarity | undefined;
}

/** A verified declaration in the form the query compiler, the row mapper and the schema work with. */
export class TableModel {
  readonly columns: readonly ColumnModel[];
  readonly partitionKey: readonly ColumnModel[];
  readonly clusteringKey: readonly ColumnModel[];
  /** Partition columns, then clustering columns, each in key order. */
  readonly key: readonly ColumnModel[];
  readonly hasStaticColumns: boolean;
  /** All it has beside its key are counters. */
  readonly isCounterTable: boolean;
  /** All columns but those of the key. */
  readonly changeableColumns: readonly ColumnModel[];
  /** The place of each in `changeableColumns`, by property. */
  readonly placesOfChanges: ReadonlyMap<string, number>;
  readonly staticColumns: readonly ColumnModel[];
  readonly #byProperty: ReadonlyMap<string, ColumnModel>;

  /** `className`: of the table class, for code to paste. */
  constructor(
    readonly definition: TableDefinition,
    readonly className = 'Base',
  ) {
    this.columns = Object.keys(definition.columns).map((property) =>
      columnModel(definition, property),
    );
    this.#byProperty = new Map(this.columns.map((column) => [column.property, column]));
    this.partitionKey = this.#pick(definition.partitionKey);
    this.clusteringKey = this.#pick(definition.clusteringKey);
    this.key = [...this.partitionKey, ...this.clusteringKey];
    this.changeableColumns = this.columns.filter(
      ({ role }) => role === 'regular' || role === 'static',
    );
    this.placesOfChanges = new Map(
      this.changeableColumns.map(({ property }, place) => [property, place]),
    );
    this.staticColumns = this.columns.filter(({ role }) => role === 'static');
    this.hasStaticColumns = this.staticColumns.length > 0;
    this.isCounterTable = this.columns.some((column) => column.kind === 'counter');
  }

  get name(): string {
    return this.definition.name;
  }

  get indexes(): readonly IndexModel[] {
    return this.definition.indexes.flatMap((declaration) => {
      const column = this.#byProperty.get(indexedProperty(declaration));
      if (column === undefined) return [];
      const target = indexTarget(column.type, declaration);
      const name = indexName(this.name, column.name, target);
      const textOptions = indexTextOptions(declaration);
      return [{ name, column, target, textOptions, similarity: indexSimilarity(declaration) }];
    });
  }

  column(property: string): ColumnModel | undefined {
    return this.#byProperty.get(property);
  }

  #pick(properties: readonly string[]): readonly ColumnModel[] {
    return properties.flatMap((property) => this.#byProperty.get(property) ?? []);
  }
}

/** The name in Cassandra of the column behind a property. */
export function columnNameOf(definition: TableDefinition, property: string): string {
  return definition.columns[property]?.columnName ?? snakeCase(property);
}

function columnModel(definition: TableDefinition, property: string): ColumnModel {
  const column = definition.columns[property];
  if (column === undefined)
    throw new TypeError(`"${property}" is no column of "${definition.name}"`);
  const role = roleOf(definition, property);
  const isCollection = isCollectionKind(column.kind);
  const indexes = definition.indexes.filter((one) => indexedProperty(one) === property);
  const indexTargets = indexes.map((declaration) => indexTarget(column.type, declaration));
  return {
    property,
    name: columnNameOf(definition, property),
    kind: column.kind,
    type: column.type,
    cqlType: typeCql(column.type),
    codec: codecOf(column.type),
    role,
    holdsNull:
      !isCollection && column.kind !== 'counter' && (column.isNullable || role === 'static'),
    isCollection,
    makeMissing: () => missingValueOf(column),
    isIndexed: indexTargets.length > 0,
    indexTargets,
    similarity: indexes.map(indexSimilarity).find(Boolean) ?? defaultSimilarity,
    direction: definition.clusteringOrder[property] ?? 'asc',
  };
}

/** What stands in a row where Cassandra has no value; undefined where the declaration names nothing. */
export function missingValueOf({ kind, defaultValue }: Column): unknown {
  if (defaultValue !== undefined) return copyValue(defaultValue);
  if (kind === 'list') return [];
  if (kind === 'set') return new Set();
  if (kind === 'map') return new Map();
  if (kind === 'counter') return 0n;
  return undefined;
}

function roleOf(definition: TableDefinition, property: string): ColumnRole {
  if (definition.partitionKey.includes(property)) return 'partition';
  if (definition.clusteringKey.includes(property)) return 'clustering';
  return definition.columns[property]?.isStatic === true ? 'static' : 'regular';
}
