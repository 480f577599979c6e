const pattern =
  /^(-?)(?:(\d+)y)?(?:(\d+)mo)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?(?:(\d+)us)?(?:(\d+)ns)?$/;
const maxInt32 = 2 ** 31 - 1;
const maxInt64 = 2n ** 63n - 1n;
const nanosecondUnits = [
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1_000n],
  ['ns', 1n],
] as const;

/**
 * A CQL `duration`: months, days and nanoseconds, which do not add up, since months and days have no fixed length. Immutable.
 * None is positive where another is negative.
 *
 * @example Duration.of('1mo2d12h')
 */
export class Duration {
  readonly #months: number;
  readonly #days: number;
  readonly #nanoseconds: bigint;

  /** `RangeError` for parts of different signs, for months and days over 2^31 - 1, nanoseconds over 2^63 - 1. */
  constructor(months: number, days: number, nanoseconds: bigint) {
    const isPart = (part: number): boolean => Number.isInteger(part) && Math.abs(part) <= maxInt32;
    const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
    if (!isPart(months) || !isPart(days) || typeof nanoseconds !== 'bigint' || size > maxInt64) {
      throw new RangeError('A duration has months and days of 32 bits and nanoseconds of 64 bits.');
    }
    const isNegative = months < 0 || days < 0 || nanoseconds < 0n;
    if (isNegative && (months > 0 || days > 0 || nanoseconds > 0n)) {
      throw new RangeError('The parts of a duration have one sign.');
    }
    // No -0, which would not equal 0.
    this.#months = months + 0;
    this.#days = days + 0;
    this.#nanoseconds = nanoseconds;
    Object.freeze(this);
  }

  /** Reads Cassandra's text: '1y2mo3w4d5h6m7s8ms9us10ns' or a part of it in this order, whole numbers only, '-' before all. */
  static of(text: string): Duration {
    const [matched, minus = '', ...found] = pattern.exec(text) ?? [];
    const given = found.some((part) => typeof part === 'string');
    if (matched === undefined || !given) {
      throw new TypeError("A duration is a text such as '1mo2d12h'.");
    }
    const sign = minus === '-' ? -1n : 1n;
    const part = (index: number): bigint => BigInt(found[index] ?? '0');
    const months = part(0) * 12n + part(1);
    const days = part(2) * 7n + part(3);
    const nanoseconds = nanosecondUnits.reduce(
      (sum, [, size], index) => sum + part(index + 4) * size,
      0n,
    );
    return new Duration(Number(sign * months), Number(sign * days), sign * nanoseconds);
  }

  /** Whole months; of one sign with days and nanoseconds. */
  get months(): number {
    return this.#months;
  }

  /** Whole days; never turned into months or hours. */
  get days(): number {
    return this.#days;
  }

  /** Everything below a day, in nanoseconds. */
  get nanoseconds(): bigint {
    return this.#nanoseconds;
  }

  /** The same parts: a month does not equal thirty days. */
  equals(other: Duration): boolean {
    return (
      this.#months === other.months &&
      this.#days === other.days &&
      this.#nanoseconds === other.nanoseconds
    );
  }

  /** '1mo2d12h', as Cassandra writes it; '0s' for none. */
  toString(): string {
    const isNegative = this.#months < 0 || this.#days < 0 || this.#nanoseconds < 0n;
    const months = BigInt(Math.abs(this.#months));
    let text = unit(months / 12n, 'y') + unit(months % 12n, 'mo');
    text += unit(BigInt(Math.abs(this.#days)), 'd');
    let rest = this.#nanoseconds < 0n ? -this.#nanoseconds : this.#nanoseconds;
    for (const [name, size] of nanosecondUnits) {
      text += unit(rest / size, name);
      rest %= size;
    }
    return text === '' ? '0s' : `${isNegative ? '-' : ''}${text}`;
  }

  /** As `toString`. */
  toJSON(): string {
    return this.toString();
  }
}

function unit(count: bigint, name: string): string {
  return count === 0n ? '' : `${String(count)}${name}`;
}
