import type { Column, Columns, DerivedColumn } from '../column/column.js';
import type { CollectionKind, ColumnKind } from '../column/column-kind.js';
import type { KeyKind } from '../table.js';
import type { TableDefinition } from '../table-definition.js';

/** Columns of a projection that the base does not hold: `nameFolded: text().from((city) => fold(city.name))`. */
export type DerivedColumns<Row> = Readonly<Record<string, DerivedColumn<Row>>>;

type KeyOf<Base extends TableDefinition> =
  Base['partitionKey'][number] | Base['clusteringKey'][number];

/** What a projection can be keyed by: columns of the base of a kind that has an order, nullable or not, and derived ones. */
export type ProjectedKeyName<Base extends TableDefinition, Derived> = (
  | {
      [Property in keyof Base['columns']]: Base['columns'][Property]['kind'] extends KeyKind
        ? Property
        : never;
    }[keyof Base['columns']]
  | keyof Derived
) &
  string;

/** What `columns` may name: columns outside the key of the base too, but no key column of the projection. */
export type ProjectedValueName<Base extends TableDefinition, Derived> = (
  keyof Base['columns'] | keyof Derived
) &
  string;

/** The base's key columns that a projection's key lacks: without them two rows of the base could fall on one. */
export type MissingKey<Base extends TableDefinition, Key extends string> = Exclude<
  KeyOf<Base>,
  Key
>;

/** The columns of a projection's rows: those of its key, never null there, and the others it holds. */
export type ProjectedColumns<
  Base extends TableDefinition,
  Derived extends Columns,
  Key extends string,
  Values extends string,
> = {
  readonly [Property in Key]: KeyColumnOf<SourceColumn<Base, Derived, Property>>;
} & {
  readonly [Property in Exclude<Values, Key>]: ValueColumnOf<SourceColumn<Base, Derived, Property>>;
};

type SourceColumn<
  Base extends TableDefinition,
  Derived extends Columns,
  Property extends string,
> = Property extends keyof Derived ? Derived[Property] : Base['columns'][Property];

type KeyColumnOf<C> =
  C extends Column<infer Value, infer Kind> ? Column<Value, Frozen<Kind>, false, false> : never;

type ValueColumnOf<C> =
  C extends Column<infer Value, infer Kind, infer Nullable>
    ? Column<Value, Frozen<Kind>, Nullable, false>
    : never;

/** A list that is written twice at one timestamp would hold everything twice, and a projection's rows are. */
type Frozen<Kind extends ColumnKind> = Kind extends CollectionKind | 'udt' ? 'frozen' : Kind;
