import cassandra, { type types } from 'cassandra-driver';
import { type RawRows } from './raw-pages.js';

interface CellEncoder {
  encode(value: unknown, type: unknown): Buffer | null | undefined;
}

/**
 * Rows of the driver as the bytes they were decoded from: what the export reads where raw pages cannot be had. Ten times
 * slower, and what the driver's values cannot hold is lost, such as times outside the range of a Date.
 */
export class RowsAsPages {
  readonly #encoder: CellEncoder;

  constructor() {
    const { Encoder } = cassandra as unknown as {
      readonly Encoder: new (version: number, options: object) => CellEncoder;
    };
    this.#encoder = new Encoder(4, {
      encoding: { map: Map, set: Set, useBigIntAsLong: true, useBigIntAsVarint: true },
    });
  }

  encode(
    rows: readonly types.Row[],
    columns: readonly { readonly name: string; readonly type: unknown }[],
  ): RawRows {
    const parts: Buffer[] = [];
    for (const row of rows) {
      for (const { name, type } of columns) {
        const value: unknown = row[name];
        const bytes = value === null ? null : this.#encoder.encode(value, type);
        const length = Buffer.allocUnsafe(4);
        length.writeInt32BE(bytes?.length ?? -1);
        parts.push(length);
        if (bytes !== null && bytes !== undefined) parts.push(bytes);
      }
    }
    return { length: rows.length, buffer: Buffer.concat(parts), offset: 0 };
  }
}
