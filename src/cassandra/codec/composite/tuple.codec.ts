import { types } from 'cassandra-driver';
import { sized } from '../bytes.js';
import { type Codec, makeCodec } from '../codec.js';

/** The driver would drop what is too long and leave open what is too short. */
export function tupleCodec(elements: readonly Codec[], holdsUdt = false): Codec {
  const at = (index: number): Codec => {
    const codec = elements[index];
    if (codec === undefined) throw new TypeError('A tuple with too many values');
    return codec;
  };
  return makeCodec({
    ...(holdsUdt && {
      encode: (value: unknown[]) =>
        new types.Tuple(...value.map((one, index) => at(index).encode(one))),
    }),
    expected: `an array of ${elements.map(({ expected }) => expected).join(', ')}`,
    is: (value): value is unknown[] =>
      Array.isArray(value) &&
      value.length === elements.length &&
      elements.every((codec, index) => codec.accepts(value[index])),
    toBytes: (value) => Buffer.concat(value.map((one, index) => sized(at(index).toBytes(one)))),
    decode: (value) => {
      if (!(value instanceof types.Tuple)) throw new TypeError('The driver gave no tuple');
      const values: readonly unknown[] = value.values();
      if (values.length !== elements.length) throw new TypeError('The driver gave another tuple');
      return values.map((one, index) => at(index).decode(one));
    },
    toJson: (value) => value.map((one, index) => at(index).toJson(one)),
  });
}
