import type { DriverRow } from '../../cql/statement.js';
import { InvalidValueError } from '../../errors/refused/invalid-value.error.js';
import type { TableOf } from '../../table/table.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { rowClass, type RowClass } from './row-class.js';

/** What a null in a column that is not nullable becomes. */
export type MissingValues = 'error' | 'null';

/** Makes rows of a table class out of the driver's rows. */
export class RowMapper<Entity> {
  readonly #Row: RowClass;
  readonly #canBeStaticOnly: boolean;

  constructor(
    table: TableOf<Entity>,
    private readonly model: TableModel,
    private readonly missingValues: MissingValues,
  ) {
    const { prototype } = table as unknown as { readonly prototype: object };
    this.#Row = rowClass(prototype, model.columns, (column) => this.#missing(column));
    this.#canBeStaticOnly = model.hasStaticColumns;
  }

  /** Undefined for the row Cassandra gives where a partition has static values and no rows. */
  decode(driverRow: DriverRow): Entity | undefined {
    if (this.#canBeStaticOnly && this.#isStaticOnly(driverRow)) return undefined;
    return new this.#Row(driverRow) as Entity;
  }

  /** The value of one column, of a row that need not hold the others. */
  decodeColumn(column: ColumnModel, driverRow: DriverRow): unknown {
    const value = driverRow[column.name];
    return value === null || value === undefined
      ? this.#missing(column)
      : column.codec.decode(value);
  }

  #isStaticOnly(driverRow: DriverRow): boolean {
    const [first] = this.model.clusteringKey;
    return first !== undefined && (driverRow[first.name] ?? null) === null;
  }

  #missing(column: ColumnModel): unknown {
    const value = column.makeMissing();
    if (value !== undefined) return value;
    if (column.holdsNull || this.missingValues === 'null') return null;
    const key = this.model.key.map(({ property }) => `"${property}"`).join(', ');
    throw new InvalidValueError(this.model.name, [
      {
        code: 'missing-value',
        columns: [column.property],
        problem: `A row has no value for "${column.property}", which is not nullable.`,
        fix: `Find it by ${key} and write the value, declare the column .nullable() or with a .default(…), or set missingValues: 'null'.`,
      },
    ]);
  }
}
