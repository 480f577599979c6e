const two32 = 2 ** 32;

/** 64 bits that change in place, as two signed halves of 32: a bigint would be a new object at every step. */
export class Word64 {
  constructor(
    private high: number,
    private low: number,
  ) {}

  /** The low 64 bits of the product, by halves of 16 bits where a product of 32 bits would not fit. */
  times(high: number, low: number): this {
    const a0 = this.low & 0xffff;
    const a1 = this.low >>> 16;
    const b0 = low & 0xffff;
    const b1 = low >>> 16;
    const middle = a1 * b0 + ((a0 * b0) >>> 16);
    const carry = a1 * b1 + (middle >>> 16) + ((a0 * b1 + (middle & 0xffff)) >>> 16);
    this.high = (carry + Math.imul(this.high, low) + Math.imul(this.low, high)) | 0;
    this.low = Math.imul(this.low, low);
    return this;
  }

  add(high: number, low: number): this {
    const sum = (this.low >>> 0) + (low >>> 0);
    this.high = (this.high + high + (sum >= two32 ? 1 : 0)) | 0;
    this.low = sum | 0;
    return this;
  }

  plus(other: Word64): this {
    return this.add(other.high, other.low);
  }

  xor(other: Word64): this {
    this.high ^= other.high;
    this.low ^= other.low;
    return this;
  }

  /** With a number of 32 bits, its sign extended. */
  xorNumber(value: number): this {
    this.high ^= value >> 31;
    this.low ^= value;
    return this;
  }

  /** To the left, by 1 to 63 bits but 32. */
  rotate(bits: number): this {
    const { high, low } = this;
    const by = bits & 31;
    const sameHalf = (high << by) | (low >>> (32 - by));
    const otherHalf = (low << by) | (high >>> (32 - by));
    this.high = bits < 32 ? sameHalf : otherHalf;
    this.low = bits < 32 ? otherHalf : sameHalf;
    return this;
  }

  /** One byte to the left. */
  shiftByte(): this {
    this.high = (this.high << 8) | (this.low >>> 24);
    this.low <<= 8;
    return this;
  }

  /** With itself, shifted to the right by 33 bits. */
  xorShift33(): this {
    this.low ^= this.high >>> 1;
    return this;
  }

  /** As a signed number, to the 53 bits of a double. */
  toNumber(): number {
    return this.high * two32 + (this.low >>> 0);
  }
}
