import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type PlannedColumn } from '../plan/export-plan.js';
import { type FixedDecimal, type FixedDecimals, maxPrecision } from './fixed-decimal.js';

/** How a Parquet file is written. */
export interface ParquetOptions {
  /**
   * Columns of decimal or varint that become DECIMAL(precision, scale), by their names in the files. Nothing is rounded: a value
   * of more digits, or with other than zeros behind the last place, has no form then, is written as null and counted by
   * `maxErrors`. Decimals in collections, tuples and UDTs stay text.
   *
   * @default none: text, which holds every value
   */
  readonly decimals?: Readonly<Record<string, FixedDecimal>>;
}

/** In the order of their names; undefined where none are asked for. @throws ExportRefusedError */
export function resolveDecimals(
  format: string,
  { decimals = {} }: ParquetOptions,
): FixedDecimals | undefined {
  requireObject(decimals, 'decimals has columns, each with a precision and a scale.');
  const entries = Object.entries(decimals).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  if (format !== 'parquet') {
    throw new ExportRefusedError(
      'Only Parquet has decimals of a fixed precision: ask for none, or for the format "parquet".',
    );
  }
  return Object.fromEntries(
    entries.map(([name, decimal]) => {
      requireObject(decimal, `decimals: "${name}" has a precision and a scale.`);
      const { precision, scale = 0 } = decimal;
      requireDigits(`The precision of "${name}"`, precision, 1, maxPrecision);
      requireDigits(`The scale of "${name}"`, scale, 0, precision);
      return [name, { precision, scale }];
    }),
  );
}

/** The files have these columns, and their types have a fixed precision. @throws ExportRefusedError */
export function requireDecimals(columns: readonly PlannedColumn[], decimals: FixedDecimals): void {
  for (const [name, { scale }] of Object.entries(decimals)) {
    const kind = columns.find((column) => column.name === name)?.type.kind;
    if (kind === undefined) {
      const known = columns.map((column) => column.name).join(', ');
      throw new ExportRefusedError(
        `There is no column "${name}" to give a precision. The files have ${known}.`,
      );
    }
    if (kind !== 'decimal' && kind !== 'varint') {
      throw new ExportRefusedError(
        `Column "${name}" is of type ${kind}, and only decimal and varint can have a precision. Leave it out.`,
      );
    }
    if (kind === 'varint' && scale !== 0) {
      throw new ExportRefusedError(
        `Column "${name}" is a varint, which has nothing behind the point. Leave out its scale.`,
      );
    }
  }
}

/** Plain JavaScript gives null, too. */
function requireObject(value: unknown, message: string): void {
  if (typeof value === 'object' && value !== null) return;
  throw new ExportRefusedError(message);
}

function requireDigits(what: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new ExportRefusedError(`${what} is a whole number from ${String(min)} to ${String(max)}.`);
}
