import { types } from 'node:util';
import { BadCell } from '../errors/bad-cell.js';
import { BadValue } from '../errors/bad-value.js';
import { type PlannedColumn } from '../plan/export-plan.js';
import { bytesOf, sized } from '../values/bytes-of.js';
import { jsForm, plainObject } from '../values/js-form.js';
import { valueOf } from '../values/value-of.js';
import {
  type OutputRow,
  type RowTransform,
  type SourceRow,
  type TransformOutcome,
  type TransformStage,
} from './row-transform.js';

/** The rows one row became, each as its cells' bytes; or why it failed. */
export type TransformedRow =
  | { readonly rows: readonly Buffer[] }
  | { readonly stage: TransformStage; readonly reason: string };

/** One row through the function: its cells to values, and what it became to cells. */
export class RowTransformer {
  readonly #read;
  readonly #write;
  readonly #names: ReadonlySet<string>;

  constructor(
    source: readonly PlannedColumn[],
    output: readonly PlannedColumn[],
    private readonly transform: RowTransform,
  ) {
    this.#read = source.map(({ name, type }) => ({ name, read: valueOf(type) }));
    this.#write = output.map(({ name, type }) => ({ name, bytes: bytesOf(type, jsForm) }));
    this.#names = new Set(output.map(({ name }) => name));
  }

  /** No promise where the function gives none. The signal's end is no failure of a row. */
  run(source: Buffer, at: number, signal: AbortSignal): TransformedRow | Promise<TransformedRow> {
    let row: SourceRow;
    try {
      row = this.#decode(source, at);
    } catch (error) {
      if (error instanceof BadCell) return { stage: 'decode', reason: error.reason };
      throw error;
    }
    try {
      const outcome = this.transform.apply(row, { signal });
      if (!types.isPromise(outcome)) return this.#encode(outcome);
      return outcome.then((one) => this.#encode(one), failed);
    } catch (error) {
      return failed(error);
    }
  }

  #decode(source: Buffer, start: number): SourceRow {
    let at = start;
    const cells = this.#read.map(({ name, read }) => {
      const length = source.readInt32BE(at);
      const from = at + 4;
      at = from + Math.max(0, length);
      return [name, read(source, from, length)] as const;
    });
    return Object.fromEntries(cells);
  }

  #encode(outcome: TransformOutcome): TransformedRow {
    const rows = isSeveral(outcome) ? outcome : [outcome ?? []].flat();
    try {
      return { rows: rows.map((row) => this.#cells(row)) };
    } catch (error) {
      if (error instanceof BadValue) return { stage: 'encode', reason: error.reason };
      throw error;
    }
  }

  #cells(given: OutputRow): Buffer {
    const row = plainObject(given);
    const other = Object.keys(row).find((name) => !this.#names.has(name));
    if (other !== undefined) throw new BadValue(`"${other}" is no declared column`);
    const cells = this.#write.map(({ name, bytes }) => {
      const value = row[name] ?? null;
      return sized(value === null ? null : named(name, () => bytes(value)));
    });
    return Buffer.concat(cells);
  }
}

function isSeveral(outcome: TransformOutcome): outcome is readonly OutputRow[] {
  return Array.isArray(outcome);
}

function failed(error: unknown): TransformedRow {
  return { stage: 'transform', reason: types.isNativeError(error) ? error.message : String(error) };
}

function named(name: string, write: () => Buffer): Buffer {
  try {
    return write();
  } catch (error) {
    if (error instanceof BadValue) throw new BadValue(`"${name}": ${error.reason}`);
    throw error;
  }
}
