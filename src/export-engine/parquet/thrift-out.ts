/** Types of the compact protocol. */
export const thriftTypes = {
  true: 1,
  false: 2,
  i8: 3,
  i32: 5,
  i64: 6,
  binary: 8,
  list: 9,
  struct: 12,
};

/**
 * Thrift's compact protocol, as far as Parquet's footer and page headers need it: written field by field, in rising order of
 * their numbers.
 */
export class ThriftOut {
  readonly #bytes: number[] = [];
  readonly #fields: number[] = [];
  #last = 0;

  struct(id: number, write: () => void): void {
    this.#field(id, thriftTypes.struct);
    this.body(write);
  }

  /** The fields of a struct without its own header: the outermost one, or an element of a list. */
  body(write: () => void): void {
    this.#fields.push(this.#last);
    this.#last = 0;
    write();
    this.#bytes.push(0);
    this.#last = this.#fields.pop() ?? 0;
  }

  bool(id: number, value: boolean): void {
    this.#field(id, value ? thriftTypes.true : thriftTypes.false);
  }

  i8(id: number, value: number): void {
    this.#field(id, thriftTypes.i8);
    this.#bytes.push(value & 255);
  }

  i32(id: number, value: number): void {
    this.#field(id, thriftTypes.i32);
    this.#zigzag(value);
  }

  i64(id: number, value: number): void {
    this.#field(id, thriftTypes.i64);
    this.#zigzag(value);
  }

  binary(id: number, value: string | Uint8Array): void {
    this.#field(id, thriftTypes.binary);
    this.#binary(value);
  }

  structs<Item>(id: number, items: readonly Item[], write: (item: Item) => void): void {
    this.#list(id, thriftTypes.struct, items.length);
    for (const item of items) {
      this.body(() => {
        write(item);
      });
    }
  }

  i32s(id: number, values: readonly number[]): void {
    this.#list(id, thriftTypes.i32, values.length);
    for (const value of values) this.#zigzag(value);
  }

  strings(id: number, values: readonly string[]): void {
    this.#list(id, thriftTypes.binary, values.length);
    for (const value of values) this.#binary(value);
  }

  toBuffer(): Buffer {
    return Buffer.from(this.#bytes);
  }

  #field(id: number, type: number): void {
    const step = id - this.#last;
    if (step > 0 && step <= 15) {
      this.#bytes.push((step << 4) | type);
    } else {
      this.#bytes.push(type);
      this.#zigzag(id);
    }
    this.#last = id;
  }

  #list(id: number, type: number, length: number): void {
    this.#field(id, thriftTypes.list);
    if (length < 15) {
      this.#bytes.push((length << 4) | type);
    } else {
      this.#bytes.push(0xf0 | type);
      this.#varint(length);
    }
  }

  #binary(value: string | Uint8Array): void {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    this.#varint(bytes.length);
    for (const byte of bytes) this.#bytes.push(byte);
  }

  /** Numbers here are sizes, places and counts: below 2^52, so that doubling them is exact. */
  #zigzag(value: number): void {
    this.#varint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#bytes.push((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
  }
}
