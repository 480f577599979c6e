import { BadValue } from '../../errors/bad-value.js';
import { type PlannedColumn } from '../../plan/export-plan.js';
import { isComposite, type WireType } from '../../types/wire-type.js';
import { type BytesOf, bytesOf } from '../../values/bytes-of.js';
import { plainObject } from '../../values/js-form.js';
import { jsonForm, parseJson } from '../../values/json-form.js';
import { textScalar } from '../../values/text-scalar.js';
import { type LoadPlan } from '../load-plan.js';
import { csvCells } from '../source/csv-cells.js';

/** Cells by the plan's columns; undefined leaves a cell as it is. */
export type RowCells = readonly (Buffer | null | undefined)[];

/** Why a row cannot be loaded; in the dead letters, with the values of its key as the file has them. */
export interface RowFailure {
  readonly key: Readonly<Record<string, unknown>>;
  readonly stage: 'parse' | 'value' | 'write';
  readonly column?: string;
  readonly reason: string;
}

/** A row of the files as cells. */
export interface ReadRow {
  readonly cells: RowCells;
  /** It has no clustering columns: a partition that has static columns alone. */
  readonly isStaticOnly: boolean;
  /** For a failure of writing it. */
  readonly key: () => Readonly<Record<string, unknown>>;
}

/** Records into cells, strictly. */
export class RowReader {
  // A byte order mark inside a file is a character like others.
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #bytes: readonly BytesOf[];
  readonly #names: ReadonlySet<string>;
  readonly #places: readonly number[];

  constructor(private readonly plan: LoadPlan) {
    const { columns, fileNames, source } = plan;
    this.#bytes = columns.map(({ type }) =>
      source.format === 'csv' ? csvBytes(type) : bytesOf(type, jsonForm),
    );
    this.#names = new Set(fileNames);
    this.#places = columns.map(({ name }) => fileNames.indexOf(name));
  }

  read(record: Buffer): ReadRow | RowFailure {
    let values: readonly unknown[];
    try {
      values = this.#values(this.#decode(record));
    } catch (error) {
      if (error instanceof BadValue) return { key: {}, stage: 'parse', reason: error.reason };
      throw error;
    }
    const { columns } = this.plan;
    const cells: (Buffer | null | undefined)[] = [];
    for (const [index, value] of values.entries()) {
      try {
        cells.push(this.#cell(value, index));
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        return this.#refused(values, columns[index], error.reason);
      }
    }
    return this.#checked(values, cells);
  }

  #decode(record: Buffer): string {
    try {
      return this.#decoder.decode(record);
    } catch {
      throw new BadValue('the text is no UTF-8');
    }
  }

  #values(text: string): readonly unknown[] {
    const { columns, fileNames, source } = this.plan;
    if (source.format === 'csv') {
      const cells = csvCells(text, source.csv.delimiter, source.csv.nullText);
      if (cells.length === fileNames.length) return this.#places.map((place) => cells[place]);
      throw new BadValue(`${String(fileNames.length)} cells are wanted`);
    }
    const row = plainObject(parseJson(text));
    if (!Object.keys(row).every((name) => this.#names.has(name))) {
      throw new BadValue('a name stands for no column of the load');
    }
    return columns.map(({ name }) => (Object.hasOwn(row, name) ? row[name] : undefined));
  }

  #cell(value: unknown, index: number): Buffer | null | undefined {
    if (value === undefined) return undefined;
    if (value === null) return this.plan.nulls === 'delete' ? null : undefined;
    return this.#bytes[index]?.(value);
  }

  #checked(values: readonly unknown[], cells: RowCells): ReadRow | RowFailure {
    const { columns } = this.plan;
    const isMissing = (index: number): boolean => (cells[index] ?? null) === null;
    const absent = columns.filter((_, index) => isMissing(index));
    const partition = absent.find(({ kind }) => kind === 'partition_key');
    if (partition !== undefined) return this.#refused(values, partition, 'a key has a value');
    const clustering = absent.find(({ kind }) => kind === 'clustering');
    const hasRow = columns.some(
      ({ kind }, index) => (kind === 'clustering' || kind === 'regular') && !isMissing(index),
    );
    if (clustering !== undefined && hasRow) {
      return this.#refused(values, clustering, 'a key has a value');
    }
    return {
      cells,
      isStaticOnly: !hasRow && clustering !== undefined,
      key: () => this.#key(values),
    };
  }

  #refused(
    values: readonly unknown[],
    column: PlannedColumn | undefined,
    reason: string,
  ): RowFailure {
    return { key: this.#key(values), stage: 'value', column: column?.name ?? '', reason };
  }

  #key(values: readonly unknown[]): Readonly<Record<string, unknown>> {
    const entries = this.plan.columns.map(({ name, kind }, index) => ({ name, kind, index }));
    return Object.fromEntries(
      entries
        .filter(({ kind }) => kind === 'partition_key' || kind === 'clustering')
        .map(({ name, index }) => [name, values[index] ?? null]),
    );
  }
}

function csvBytes(type: WireType): BytesOf {
  if (!isComposite(type)) return (text) => textScalar(type.kind, String(text));
  const bytes = bytesOf(type, jsonForm);
  return (text) => bytes(parseJson(String(text)));
}
