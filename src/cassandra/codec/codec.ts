/**
 * The way of one CQL type between JavaScript and the driver. Strict both ways: what does not fit exactly is refused, for the
 * driver would store something else without a word (1.7 as 1, 'false' as true, half a surrogate pair as U+FFFD).
 */
export interface Codec {
  /** What a value must be, to say so in a message. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  /** Takes accepted values only. Gives what the driver sends as it is, or the bytes themselves. */
  readonly encode: (value: unknown) => unknown;
  /** Takes accepted values only. The bytes Cassandra stores, as they stand inside a collection. */
  readonly toBytes: (value: unknown) => Buffer;
  /** Takes what the driver read, never null. Throws `TypeError` on anything this type cannot be. */
  readonly decode: (value: unknown) => unknown;
  /** What JSON carries for an accepted value. */
  readonly toJson: (value: unknown) => unknown;
}

/** What differs from type to type. */
export interface CodecParts<Value> {
  readonly expected: string;
  readonly is: (value: unknown) => value is Value;
  readonly toBytes: (value: Value) => Buffer;
  /** @default the value as the driver gives it */
  readonly decode?: (value: unknown) => unknown;
  /** @default the value itself */
  readonly toJson?: (value: Value) => unknown;
  /** What the driver is given in place of the bytes. */
  readonly encode?: (value: Value) => unknown;
}

/** A codec whose every way in and out is guarded: nothing else than `Value` gets in or out. */
export function makeCodec<Value>(parts: CodecParts<Value>): Codec {
  const { expected, is, toBytes, toJson, encode, decode } = parts;
  const narrow = (value: unknown): Value => {
    if (is(value)) return value;
    throw new TypeError(`There is something else than ${expected}`);
  };
  return {
    expected,
    accepts: is,
    encode: (value) => (encode ?? toBytes)(narrow(value)),
    toBytes: (value) => toBytes(narrow(value)),
    decode: (value) => narrow(decode === undefined ? value : decode(value)),
    toJson: (value) => (toJson === undefined ? value : toJson(narrow(value))),
  };
}

export const unchanged = <Value>(value: Value): Value => value;
