import { types } from 'node:util';
import { type Codec, passThrough } from './codec.js';

const isValidDate = (value: unknown): value is Date =>
  types.isDate(value) && !Number.isNaN(value.getTime());

/** Copies on the way in: a Date that its owner changes later must not change a query that was already made. */
export const timestampCodec: Codec = {
  ...passThrough('a valid Date', isValidDate),
  encode: (value) => new Date((value as Date).getTime()),
  toJson: (value) => (isValidDate(value) ? value.toISOString() : value),
};
