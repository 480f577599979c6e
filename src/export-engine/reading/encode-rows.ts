import cassandra, { types } from 'cassandra-driver';
import { type RawRows } from './raw-pages.js';

interface CellEncoder {
  encode(value: unknown, type: unknown): Buffer | null | undefined;
}

/** A type as the driver describes it. */
interface DriverType {
  readonly code: types.dataTypes;
  readonly info?: unknown;
}

interface Column {
  readonly name: string;
  readonly type: DriverType;
}

const codes = types.dataTypes;

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

  encode(rows: readonly types.Row[], columns: readonly Column[]): RawRows {
    const cells = rows.flatMap((row) =>
      columns.map(({ name, type }) => sized(this.#encode(row[name], type))),
    );
    return { length: rows.length, buffer: Buffer.concat(cells), offset: 0 };
  }

  /** Collections by hand: the driver writes an empty one as null, and refuses it inside another. */
  #encode(value: unknown, type: DriverType): Buffer | null {
    if (value === null || value === undefined) return null;
    const { code, info } = type;
    if (code === codes.list || code === codes.set) {
      return this.#counted([...(value as Iterable<unknown>)], () => info as DriverType);
    }
    if (code === codes.map) {
      const entries = [...(value as Map<unknown, unknown>)];
      const both = info as readonly [DriverType, DriverType];
      const bytes = this.#counted(entries.flat(), (index) => both[index % 2 === 0 ? 0 : 1]);
      bytes.writeInt32BE(entries.length);
      return bytes;
    }
    if (code === codes.tuple) {
      const { elements } = value as types.Tuple;
      return this.#fields(info as readonly DriverType[], (index) => elements[index]);
    }
    if (code === codes.udt) {
      const { fields } = info as { readonly fields: readonly Column[] };
      const udt = value as Readonly<Record<string, unknown>>;
      const typesOf = fields.map((field) => field.type);
      return this.#fields(typesOf, (index) => udt[fields[index]?.name ?? '']);
    }
    return this.#encoder.encode(value, type) ?? null;
  }

  #fields(all: readonly DriverType[], valueAt: (index: number) => unknown): Buffer {
    return Buffer.concat(all.map((type, index) => sized(this.#encode(valueAt(index), type))));
  }

  #counted(values: readonly unknown[], typeAt: (index: number) => DriverType): Buffer {
    const count = Buffer.alloc(4);
    count.writeInt32BE(values.length);
    return Buffer.concat([
      count,
      ...values.map((value, index) => sized(this.#encode(value, typeAt(index)))),
    ]);
  }
}

function sized(bytes: Buffer | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes?.length ?? -1);
  return bytes === null ? length : Buffer.concat([length, bytes]);
}
