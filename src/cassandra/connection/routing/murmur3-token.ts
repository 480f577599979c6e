import { Word64 } from './word64.js';

const c1: Pair = [0x87c37b91, 0x114253d5];
const c2: Pair = [0x4cf5ad43, 0x2745937f];
const blockBytes = 16;

type Pair = readonly [high: number, low: number];

/**
 * The token that Cassandra's Murmur3Partitioner gives a partition key, as a double: exact to 53 of its 64 bits, which tell one range
 * of the ring from the next. MurmurHash3 x64 128, its first half, with Cassandra's difference: bytes of the tail are signed.
 *
 * Source: https://github.com/apache/cassandra/blob/trunk/src/java/org/apache/cassandra/utils/MurmurHash.java
 */
export function murmur3Token(key: Buffer): number {
  const h1 = new Word64(0, 0);
  const h2 = new Word64(0, 0);
  const tail = key.length - (key.length % blockBytes);
  for (let at = 0; at < tail; at += blockBytes) {
    const k1 = new Word64(key.readInt32LE(at + 4), key.readInt32LE(at));
    const k2 = new Word64(key.readInt32LE(at + 12), key.readInt32LE(at + 8));
    h1.xor(mixed(k1, c1, 31, c2))
      .rotate(27)
      .plus(h2)
      .times(0, 5)
      .add(0, 0x52dce729);
    h2.xor(mixed(k2, c2, 33, c1))
      .rotate(31)
      .plus(h1)
      .times(0, 5)
      .add(0, 0x38495ab5);
  }
  if (tail < key.length) {
    h2.xor(mixed(signedTail(key, tail + 8), c2, 33, c1));
    h1.xor(mixed(signedTail(key, tail), c1, 31, c2));
  }
  h1.xorNumber(key.length);
  h2.xorNumber(key.length);
  h1.plus(h2);
  h2.plus(h1);
  return finish(h1).plus(finish(h2)).toNumber();
}

function mixed(k: Word64, first: Pair, rotation: number, second: Pair): Word64 {
  return k.times(first[0], first[1]).rotate(rotation).times(second[0], second[1]);
}

/** Up to eight bytes, each with its sign, one over the other: what is over it is inverted by a negative one. */
function signedTail(key: Buffer, start: number): Word64 {
  const k = new Word64(0, 0);
  for (let at = Math.min(start + 8, key.length) - 1; at >= start; at--) {
    k.shiftByte();
    k.xorNumber(key.readInt8(at));
  }
  return k;
}

function finish(h: Word64): Word64 {
  return h
    .xorShift33()
    .times(0xff51afd7, 0xed558ccd)
    .xorShift33()
    .times(0xc4ceb9fe, 0x1a85ec53)
    .xorShift33();
}
