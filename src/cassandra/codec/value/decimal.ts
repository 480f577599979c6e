const pattern = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,10}))?$/;
const maxPlainScale = 100;

/**
 * An exact decimal number, as CQL `decimal` holds it: `unscaled` divided by ten to the power of `scale`. Immutable. 1.5 and
 * 1.50 are equal numbers and stay different texts, as they do in Cassandra.
 *
 * @example Decimal.of('12.50')
 */
export class Decimal {
  readonly #unscaled: bigint;
  readonly #scale: number;

  /** `RangeError` for a scale that is no whole number of 32 bits. */
  constructor(unscaled: bigint, scale: number) {
    if (typeof unscaled !== 'bigint' || (scale | 0) !== scale) {
      throw new RangeError('A decimal is a bigint and a scale of 32 bits.');
    }
    this.#unscaled = unscaled;
    this.#scale = scale;
    Object.freeze(this);
  }

  /** Reads '12.50', '-3' or '1e-7'; `TypeError` for any other text. Never takes a number, which may be rounded already. */
  static of(text: string): Decimal {
    const [, minus = '', whole, fraction = '', exponent = '0'] = pattern.exec(text) ?? [];
    if (whole === undefined) throw new TypeError("A decimal is a text such as '12.50'.");
    return new Decimal(BigInt(`${minus}${whole}${fraction}`), fraction.length - Number(exponent));
  }

  /** All digits as a whole number: 1250n of '12.50'. */
  get unscaled(): bigint {
    return this.#unscaled;
  }

  /** Digits after the point; negative where zeros before the point are left out. */
  get scale(): number {
    return this.#scale;
  }

  /** Of the same digits and scale: 1.5 does not equal 1.50 here. */
  equals(other: Decimal): boolean {
    return this.#unscaled === other.unscaled && this.#scale === other.scale;
  }

  /** '12.50'; with an exponent where the point lies outside the digits by far: '5E+3', '1E-200'. `Decimal.of` reads both. */
  toString(): string {
    const sign = this.#unscaled < 0n ? '-' : '';
    const digits = String(this.#unscaled < 0n ? -this.#unscaled : this.#unscaled);
    if (this.#scale === 0) return `${sign}${digits}`;
    if (this.#scale < 0) return `${sign}${digits}E+${String(-this.#scale)}`;
    if (this.#scale > maxPlainScale) return `${sign}${digits}E-${String(this.#scale)}`;
    const padded = digits.padStart(this.#scale + 1, '0');
    return `${sign}${padded.slice(0, -this.#scale)}.${padded.slice(-this.#scale)}`;
  }

  /** As `toString`: JSON numbers would round it. */
  toJSON(): string {
    return this.toString();
  }
}
