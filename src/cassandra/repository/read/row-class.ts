import type { ColumnModel } from '../../table/table-model.js';
import { writtenCode } from './written-code.js';

/** A row of a table class, filled from a row of the driver. */
export type RowClass = new (driverRow: Readonly<Record<string, unknown>>) => object;

/** Gives the value of a column that has none in Cassandra. */
export type MissingValue = (column: ColumnModel) => unknown;

/**
 * Rows with the prototype of the table class. The class has no constructor of its own, the verifier saw to that; a call of it
 * would copy the row once more.
 *
 * Its code is written for these columns, as one would by hand: V8 takes three times as long to read and set properties by names
 * that it learns while it runs, which was a quarter of all that reading 50 rows took. Names go into the code as JSON texts.
 * Where a process allows no code from texts (`--disallow-code-generation-from-strings`), a loop does the same.
 */
export function rowClass(
  prototype: object,
  columns: readonly ColumnModel[],
  missing: MissingValue,
): RowClass {
  const Row = writtenClass(columns, missing) ?? loopClass(columns, missing);
  Row.prototype = prototype;
  return Row as unknown as RowClass;
}

type Fill = (this: Record<string, unknown>, driverRow: Readonly<Record<string, unknown>>) => void;

function writtenClass(columns: readonly ColumnModel[], missing: MissingValue): Fill | undefined {
  const decoders = columns.map(
    (_, at) => `const decode${String(at)} = columns[${String(at)}].codec.decode;`,
  );
  const assignments = columns.map(({ name, property }, at) => {
    const place = String(at);
    return `value = driverRow[${JSON.stringify(name)}];
    this[${JSON.stringify(property)}] = value === null || value === undefined ? missing(columns[${place}]) : decode${place}(value);`;
  });
  const body = `${decoders.join('\n  ')}
  return function Row(driverRow) {
    let value;
    ${assignments.join('\n    ')}
  };`;
  return writtenCode(body, { columns, missing }) as Fill | undefined;
}

function loopClass(columns: readonly ColumnModel[], missing: MissingValue): Fill {
  return function Row(driverRow) {
    for (const column of columns) {
      const value = driverRow[column.name];
      this[column.property] =
        value === null || value === undefined ? missing(column) : column.codec.decode(value);
    }
  };
}
