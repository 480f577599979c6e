import { quoteIdentifier } from '../../../cql/quote-identifier.js';
import { relationCql, selectCql } from '../../../cql/select-cql.js';
import type {
  DriverRow,
  RequestSettings,
  Statement,
  StatementRunner,
} from '../../../cql/statement.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { checkSettings } from '../../../query/plan/check-numbers.js';
import { requestNames } from '../../../query/plan/option-names.js';
import { createdId, writeId } from '../../../table/projection/stored-definition.js';
import type { TableModel } from '../../../table/table-model.js';
import { readKeyColumns } from '../../write/check/read-key.js';
import type { RowValues } from './project-row.js';
import type { TableFamily } from './table-family.js';

/** Under which the write time is given. */
const versionAlias = '$version';

/** A row of a base with what tells its writes apart. */
export interface StoredRow {
  readonly driverRow: DriverRow;
  /** By property, with null where there is no value. */
  readonly values: RowValues;
  /** Null where the row was never written by a versioned write. */
  readonly writeId: string | null;
  readonly createdId: string | null;
  readonly version: bigint | null;
}

/** All columns of a base, and the write time of its `write_id`. */
export function storedTerms(model: TableModel): readonly string[] {
  const id = model.column(writeId)?.name ?? '';
  return [
    ...model.columns.map(({ name }) => quoteIdentifier(name)),
    `WRITETIME(${quoteIdentifier(id)}) AS ${quoteIdentifier(versionAlias)}`,
  ];
}

/** Reads rows of a base by their key. */
export class StoredRowReader {
  readonly #cql: string;

  constructor(
    private readonly family: TableFamily,
    private readonly runner: StatementRunner,
  ) {
    const { model, keyspace } = family.base;
    this.#cql = selectCql({
      keyspace,
      model,
      terms: storedTerms(model),
      where: model.key.map((column) => relationCql({ column, operator: '=' })),
      orderBy: [],
      hasLimit: false,
    });
  }

  /** Refuses what is no key before anything is sent. */
  plan(key: unknown, settings: RequestSettings): Statement {
    const { model } = this.family.base;
    const { values, faults } = readKeyColumns(model, key);
    refuse('query', model.name, [...faults, ...checkSettings(settings, requestNames)]);
    return {
      operation: 'read',
      table: model.name,
      cql: this.#cql,
      values: model.key.map((column) => values.get(column)),
      isIdempotent: true,
    };
  }

  async read(key: unknown, settings: RequestSettings): Promise<StoredRow | null> {
    const { rows } = await this.runner.run(this.plan(key, settings), settings);
    const [row] = rows;
    return row === undefined ? null : storedRow(this.family.base.model, row);
  }
}

export function storedRow(model: TableModel, driverRow: DriverRow): StoredRow {
  const values = valuesOf(model, driverRow);
  const version = driverRow[versionAlias];
  return {
    driverRow,
    values,
    writeId: (values[writeId] ?? null) as string | null,
    createdId: (values[createdId] ?? null) as string | null,
    version: typeof version === 'bigint' ? version : null,
  };
}

/** The values of a driver's row, whatever is missing. */
export function valuesOf(model: TableModel, driverRow: DriverRow): RowValues {
  return Object.fromEntries(
    model.columns.map((column) => {
      const value = driverRow[column.name] ?? null;
      return [
        column.property,
        value === null ? (column.makeMissing() ?? null) : column.codec.decode(value),
      ];
    }),
  );
}
