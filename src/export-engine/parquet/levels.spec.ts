import fc from 'fast-check';
import { bitsFor, encodeRuns } from './levels.js';

/** What a reader does: runs and packed groups, as the Parquet format has them. */
function decode(bytes: Buffer, count: number, bits: number): number[] {
  const values: number[] = [];
  let at = 0;
  while (values.length < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      header |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    if ((header & 1) === 0) {
      for (let left = header >> 1; left > 0; left--) values.push(bytes[at] ?? 0);
      at += 1;
      continue;
    }
    const places = (header >> 1) * 8;
    for (let place = 0; place < places; place++) {
      let value = 0;
      for (let bit = 0; bit < bits; bit++) {
        const from = place * bits + bit;
        value |= (((bytes[at + (from >> 3)] ?? 0) >> (from & 7)) & 1) << bit;
      }
      values.push(value);
    }
    at += (places * bits) / 8;
  }
  expect(at).toBe(bytes.length);
  return values.slice(0, count);
}

describe('encodeRuns', () => {
  it('reads back as the same levels', () => {
    const run = fc.record({
      level: fc.integer({ min: 0, max: 6 }),
      times: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 30 }), (runs) => {
        const levels = runs.flatMap(({ level, times }) => Array<number>(times).fill(level));
        const bytes = encodeRuns(Uint8Array.from(levels), levels.length, bitsFor(6));
        expect(decode(bytes, levels.length, bitsFor(6))).toEqual(levels);
      }),
    );
  });

  it('writes a long run in three bytes', () => {
    expect(encodeRuns(new Uint8Array(5000).fill(1), 5000, 1)).toHaveLength(3);
  });
});
