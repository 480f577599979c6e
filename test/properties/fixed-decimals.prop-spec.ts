import fc from 'fast-check';
import { Decimal } from '../../src/cassandra/index.js';
import { BadCell } from '../../src/export-engine/errors/bad-cell.js';
import { fixedDecimal } from '../../src/export-engine/parquet/fixed-decimal.js';
import { LeafColumn } from '../../src/export-engine/parquet/leaf-column.js';
import { minMaxOf } from '../../src/export-engine/parquet/statistics.js';
import { bytesOf } from '../../src/export-engine/values/bytes-of.js';
import { jsForm } from '../../src/export-engine/values/js-form.js';
import '../support/seed.js';

const anyFixed = fc
  .integer({ min: 1, max: 38 })
  .chain((precision) =>
    fc.record({ precision: fc.constant(precision), scale: fc.integer({ min: 0, max: precision }) }),
  );
/** Many end with zeros, and many have about as many digits as may be. */
const anyUnscaled = fc
  .tuple(
    fc
      .integer({ min: 0, max: 40 })
      .chain((digits) => fc.bigInt(-(10n ** BigInt(digits)), 10n ** BigInt(digits))),
    fc.integer({ min: 0, max: 40 }),
    fc.boolean(),
  )
  .map(([digits, zeros, hasZeros]) => (hasZeros ? digits * 10n ** BigInt(zeros) : digits));
const anyScale = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -45, max: 85 }) },
  { weight: 1, arbitrary: fc.constantFrom(2 ** 31 - 1, -(2 ** 31)) },
);

describe('a decimal of a fixed precision', () => {
  it('has the very value, or refuses it', () => {
    fc.assert(
      fc.property(anyFixed, anyUnscaled, anyScale, (fixed, unscaled, scale) => {
        const column = columnOf('decimal', fixed);
        const bytes = bytesOf({ kind: 'decimal' }, jsForm)(new Decimal(unscaled, scale));

        expect(added(column, bytes)).toBe(expected(fixed, unscaled, scale));
      }),
      { numRuns: 2000 },
    );
  });

  it('has the smallest and the largest of them as its bounds, in the fewest bytes', () => {
    const anyNumbers = fc.integer({ min: 1, max: 38 }).chain((precision) =>
      fc.record({
        precision: fc.constant(precision),
        numbers: fc.array(fc.bigInt(1n - 10n ** BigInt(precision), 10n ** BigInt(precision) - 1n), {
          minLength: 1,
        }),
      }),
    );
    fc.assert(
      fc.property(anyNumbers, ({ precision, numbers }) => {
        const column = columnOf('varint', { precision, scale: 0 });
        for (const one of numbers) added(column, bytesOf({ kind: 'varint' }, jsForm)(one));

        const { min, max } = minMaxOf(column) ?? {};
        const sorted = numbers.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect([min, max].map((bound) => bound && numberOf(bound))).toEqual([
          sorted[0],
          sorted.at(-1),
        ]);
        const bits = BigInt(8 * (min?.length ?? 0));
        expect(2n ** (bits - 1n) >= 10n ** BigInt(precision)).toBe(true);
        expect(bits === 8n || 2n ** (bits - 9n) < 10n ** BigInt(precision)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

type Fixed = Parameters<typeof fixedDecimal>[1];

function columnOf(kind: 'decimal' | 'varint', fixed: Fixed): LeafColumn {
  return new LeafColumn(fixedDecimal(kind, fixed), ['value'], 0, 1);
}

/** What is in the column now, in units of its scale; undefined where it refused, and has nothing of it. */
function added(column: LeafColumn, bytes: Buffer): bigint | undefined {
  const start = column.values.at;
  try {
    column.add(bytes, 0, bytes.length, 0);
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    expect(column.values.at).toBe(start);
    return undefined;
  }
  expect(column.values.at).toBe(start + (column.type.size ?? 0));
  return numberOf(column.values.bytes.subarray(start, column.values.at));
}

function numberOf(bytes: Buffer): bigint {
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
}

/** Digits are counted as text, not by powers of ten. */
function expected({ precision, scale }: Fixed, unscaled: bigint, own: number): bigint | undefined {
  if (unscaled === 0n) return 0n;
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled).replace('-', '');
  const significant = digits.replace(/0+$/, '');
  const zeros = digits.length - significant.length + scale - own;
  if (zeros < 0 || significant.length + zeros > precision) return undefined;
  return BigInt(`${sign}${significant}${'0'.repeat(zeros)}`);
}
