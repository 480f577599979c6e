import { type Codec, passThrough } from './codec.js';

export const intCodec = passThrough(
  'a whole number from -2147483648 to 2147483647',
  (value) => typeof value === 'number' && (value | 0) === value,
);

export const doubleCodec: Codec = {
  ...passThrough('a number', (value) => typeof value === 'number'),
  toJson: (value) => (Number.isFinite(value) ? value : String(value)),
};

export const bigintCodec: Codec = {
  ...passThrough(
    'a bigint of 64 bits',
    (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  ),
  toJson: String,
};
