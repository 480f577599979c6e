import { types } from 'cassandra-driver';
import type { Codec } from './codec.js';

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The driver's Uuid objects never leave this package: two of the same id are not equal by `===`. */
export const uuidCodec: Codec = {
  expected: 'a UUID in lower case',
  accepts: (value) => typeof value === 'string' && canonical.test(value),
  encode: (value) => types.Uuid.fromString(String(value)),
  decode: (value) => {
    if (!(value instanceof types.Uuid))
      throw new TypeError('The driver gave something else than a UUID');
    return value.toString();
  },
  toJson: (value) => value,
};
