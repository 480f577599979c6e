/** Two digits in base 16 as two bytes, for each byte there is. */
const hexPairs = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, '0')).readUInt16BE(),
);
const decimalPairs = Uint16Array.from({ length: 100 }, (_, number) =>
  Buffer.from(String(number).padStart(2, '0')).readUInt16BE(),
);

/** The two digits of a number from 0 to 99, as the two bytes of one number. */
export function twoDigits(value: number): number {
  return decimalPairs[value] ?? 0;
}

/**
 * Bytes of text that grow at their end. Whoever writes reserves first, then writes to `bytes` and moves `at`: checking each
 * byte would cost more than writing it.
 */
export class TextOut {
  bytes: Buffer;
  /** The same memory. */
  view: DataView;
  at = 0;
  readonly #free: Buffer[] = [];

  /** The margin is room behind whatever is reserved, for what is written without reserving. */
  constructor(
    private readonly size: number,
    private readonly margin = 0,
  ) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.view = viewOf(this.bytes);
  }

  /** Makes room for so many bytes and the margin. */
  reserve(count: number): void {
    if (this.at + count + this.margin > this.bytes.length) this.#grow(count);
  }

  /** ASCII only. */
  ascii(text: string): void {
    this.reserve(text.length);
    // A native call costs as much as forty bytes.
    if (text.length > 40) {
      this.at += this.bytes.write(text, this.at, 'latin1');
      return;
    }
    let at = this.at;
    for (let index = 0; index < text.length; index++) this.bytes[at++] = text.charCodeAt(index);
    this.at = at;
  }

  utf8(text: string): void {
    this.reserve(text.length * 3);
    this.at += this.bytes.write(text, this.at);
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.at++] = value;
  }

  copy(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    if (end - start > 64) {
      this.bytes.set(source.subarray(start, end), this.at);
      this.at += end - start;
      return;
    }
    let at = this.at;
    for (let index = start; index < end; index++) this.bytes[at++] = source[index] ?? 0;
    this.at = at;
  }

  /** A whole number below 2^53, in base 10. */
  integer(value: number): void {
    this.reserve(17);
    let rest = value;
    if (rest < 0) {
      this.bytes[this.at++] = 45;
      rest = -rest;
    }
    let digits = 1;
    for (let limit = 10; rest >= limit; limit *= 10) digits += 1;
    const end = this.at + digits;
    let at = end;
    while (rest > 0x7fff_ffff) {
      const tenth = Math.floor(rest / 10);
      this.bytes[--at] = 48 + (rest - tenth * 10);
      rest = tenth;
    }
    let small = rest | 0;
    do {
      const tenth = (small / 10) | 0;
      this.bytes[--at] = 48 + (small - tenth * 10);
      small = tenth;
    } while (at > this.at);
    this.at = end;
  }

  /** Exactly so many digits of a number from 0 below 2^31, with leading zeros. */
  digits(value: number, count: number): void {
    this.reserve(count);
    const end = this.at + count;
    let rest = value | 0;
    for (let at = end - 1; at >= this.at; at--) {
      const tenth = (rest / 10) | 0;
      this.bytes[at] = 48 + (rest - tenth * 10);
      rest = tenth;
    }
    this.at = end;
  }

  /** Bytes in base 16; the caller has reserved two for each. */
  hex(source: Uint8Array, start: number, end: number): void {
    const { view } = this;
    let at = this.at;
    for (let index = start; index < end; index++) {
      view.setUint16(at, hexPairs[source[index] ?? 0] ?? 0);
      at += 2;
    }
    this.at = at;
  }

  /** What was written, until the next write. */
  get written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  /** Gives what was written away and begins anew: nothing is copied. */
  take(): Buffer {
    const { written } = this;
    this.#use(this.#free.pop() ?? Buffer.allocUnsafeSlow(this.size));
    this.at = 0;
    return written;
  }

  /** Nobody needs any more what was taken: new memory for each block makes V8 collect its garbage all the time. */
  reuse({ buffer }: Buffer): void {
    if (buffer.byteLength === this.size) this.#free.push(Buffer.from(buffer));
  }

  #grow(count: number): void {
    const larger = Buffer.allocUnsafeSlow(
      Math.max(this.bytes.length * 2, this.at + count + this.margin),
    );
    larger.set(this.written);
    this.#use(larger);
  }

  #use(bytes: Buffer): void {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
