import { type Column, type Columns, makeColumn } from '../column/column.js';
import { isCollectionKind } from '../column/column-kind.js';
import type { OnceEach } from '../column-rules.js';
import type { RowOf } from '../row-types.js';
import { tableClass, type TableClass } from '../table.js';
import type {
  ClusteringOrder,
  Refused,
  SortDirection,
  TableDefinition,
} from '../table-definition.js';
import { assertTables } from '../verify/no-table-faults.js';
import type { BaseWriteMode } from '../write-mode.js';
import type {
  DerivedColumns,
  MissingKey,
  ProjectedColumns,
  ProjectedKeyName,
  ProjectedValueName,
} from './projected-columns.js';

/** A table whose rows may be projected. */
export type BaseDefinition = TableDefinition<
  string,
  Columns,
  readonly string[],
  readonly string[],
  ClusteringOrder,
  TableDefinition['indexes'],
  BaseWriteMode
>;

/** What a projection is declared with. */
export interface ProjectionOptions<
  Base extends TableDefinition,
  Derived,
  Partition extends readonly string[],
  Clustering extends readonly string[],
  Order,
  Values extends readonly string[],
> {
  /** Columns that the base does not hold, each made from a row of it: `text().from((row) => …)`. */
  readonly derived?: Derived & DerivedColumns<RowOf<Base>>;
  /** Of the base or derived. A row of the base that holds null here is absent from the projection. */
  readonly partitionKey: Partition &
    OnceEach<NoInfer<Partition>> &
    KeyRule<Base, Partition[number] | Clustering[number]>;
  /** The same. With the partition key it holds the whole key of the base, so that two rows never fall on one. */
  readonly clusteringKey?: Clustering & OnceEach<NoInfer<Clustering>>;
  /** The direction of each clustering column. @default 'asc' */
  readonly clusteringOrder?: Order;
  /** The columns its rows hold beside its key. @default all others, of the base and derived */
  readonly columns?: Values;
}

type KeyRule<Base extends TableDefinition, Key extends string> = [MissingKey<Base, Key>] extends [
  never,
]
  ? unknown
  : Refused<`the key lacks ${MissingKey<Base, Key>} of the base's key: two of its rows could fall on one`>;

/**
 * Declares a table that every write of its base keeps in step: the rows of the base under another key. Only reads are offered
 * for it. It stands in the file of its base, so that whoever writes the base knows it.
 *
 * The base is declared with `writes: 'versioned'` or 'append-only'. Collections and UDTs are frozen in a projection.
 *
 * @example
 * export class UserByCity extends Projection(User, 'users_by_city', {
 *   partitionKey: ['cityId'], clusteringKey: ['age', 'username'], columns: ['name'],
 * }) {}
 */
export function Projection<
  Base extends BaseDefinition,
  const Name extends string,
  const Partition extends readonly [
    ProjectedKeyName<Base, Derived>,
    ...ProjectedKeyName<Base, Derived>[],
  ],
  const Clustering extends readonly Exclude<ProjectedKeyName<Base, Derived>, Partition[number]>[] =
    [],
  // A Record would refuse the default for want of the columns it may leave out.
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style, @typescript-eslint/no-empty-object-type
  const Order extends { readonly [Property in Clustering[number]]?: SortDirection } = {},
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  const Derived extends DerivedColumns<RowOf<Base>> = {},
  const Values extends readonly ProjectedValueName<Base, Derived>[] = readonly ProjectedValueName<
    Base,
    Derived
  >[],
>(
  base: TableClass<Base>,
  name: Name,
  options: ProjectionOptions<Base, Derived, Partition, Clustering, Order, Values>,
): TableClass<
  TableDefinition<
    Name,
    ProjectedColumns<Base, Derived, Partition[number] | Clustering[number], Values[number]>,
    Partition,
    Clustering,
    Order,
    [],
    'projection'
  >
> {
  assertTables([base]);
  const { definition: source } = base;
  const { partitionKey, clusteringKey, clusteringOrder, columns, ...more } = { ...options };
  const derived: Columns = more.derived ?? {};
  // What is no list is refused by the verifier, as everything else.
  const key = [partitionKey as readonly string[], clusteringKey ?? []].flat();
  const all = { ...source.columns, ...derived };
  const properties = [...new Set([...key, ...[columns ?? Object.keys(all)].flat()])];
  const definition = Object.freeze({
    name,
    keyspace: source.keyspace,
    columns: Object.fromEntries(
      properties.map((property) => [
        property,
        projectedColumn(all[property], key.includes(property)),
      ]),
    ),
    partitionKey,
    clusteringKey: clusteringKey ?? [],
    clusteringOrder: clusteringOrder ?? {},
    indexes: [],
    storage: source.storage,
    writes: 'projection',
    projections: [],
    source: {
      base: source,
      baseClass: base.name,
      derive: Object.fromEntries(
        Object.entries({ ...more.derived }).map(([property, of]) => [property, { ...of }.derive]),
      ),
    },
  }) as unknown as TableDefinition;
  // The one thing a declaration learns after it was made. It belongs to the class: there is no list of the process.
  (source.projections as TableDefinition[]).push(definition);
  return tableClass(definition) as never;
}

/** Undefined where the base has no such column, which the verifier reports. */
function projectedColumn(column: Column | undefined, isKey: boolean): Column | undefined {
  if (column == null) return undefined;
  const { kind, type, isNullable, columnName } = column;
  const isFrozen = isCollectionKind(kind) || kind === 'udt';
  return makeColumn({
    kind: isFrozen ? 'frozen' : kind,
    type: isFrozen ? { kind: 'frozen', of: type } : type,
    isNullable: !isKey && isNullable,
    isStatic: false,
    columnName,
    defaultValue: undefined,
  });
}
