/** Bits that hold every number up to `max`. */
export function bitsFor(max: number): number {
  return max === 0 ? 0 : 32 - Math.clz32(max);
}

/**
 * Parquet's mix of runs and packed groups, for levels: a run of eight or more equal numbers is
 * written once, the others packed in groups of eight.
 */
export function encodeRuns(values: Uint8Array, count: number, bits: number): Buffer {
  const out = Buffer.allocUnsafe(16 + count * 4 + Math.ceil(count / 8) * (bits + 2));
  const width = Math.ceil(bits / 8);
  let at = 0;
  const varint = (value: number): void => {
    let rest = value;
    while (rest >= 128) {
      out[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    out[at++] = rest;
  };
  const runLength = (from: number): number => {
    const first = values[from];
    let end = from + 1;
    while (end < count && values[end] === first) end++;
    return end - from;
  };

  let index = 0;
  while (index < count) {
    const run = runLength(index);
    if (run >= 8) {
      varint(run << 1);
      const value = values[index] ?? 0;
      for (let byte = 0; byte < width; byte++) out[at++] = (value >>> (8 * byte)) & 255;
      index += run;
      continue;
    }
    // Groups of eight up to where a long run begins.
    let end = index;
    do end += 8;
    while (end < count && runLength(end) < 8);
    const groups = (end - index) / 8;
    varint((groups << 1) | 1);
    at = pack(out, at, values, index, Math.min(end, count), groups * 8, bits);
    index = end;
  }
  return out.subarray(0, at);
}

/** `places` numbers of `bits` each, the lowest bit first; zeros where there are no more. */
function pack(
  out: Buffer,
  start: number,
  values: Uint8Array,
  from: number,
  end: number,
  places: number,
  bits: number,
): number {
  let at = start;
  let held = 0;
  let filled = 0;
  for (let place = 0; place < places; place++) {
    const value = from + place < end ? (values[from + place] ?? 0) : 0;
    // At most 7 bits are held, and a level has 8 or fewer.
    held |= value << filled;
    filled += bits;
    while (filled >= 8) {
      out[at++] = held & 255;
      held >>>= 8;
      filled -= 8;
    }
  }
  return at;
}
