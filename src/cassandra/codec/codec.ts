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
  /** The same for any value: undefined, which is no encoded value, for what is not accepted. Looks at the value once. */
  readonly tryEncode: (value: unknown) => unknown;
  /** Takes accepted values only. The bytes Cassandra stores, as they stand inside a collection. */
  readonly toBytes: (value: unknown) => Buffer;
  /** The same without looking at the value: it was accepted just before. */
  readonly acceptedToBytes: (value: unknown) => Buffer;
  /** The same for an element of a collection; a text stands for its UTF-8, which needs no buffer of its own on the way. */
  readonly toElement: (value: unknown) => Buffer | string;
  /** Takes what the driver read, never null. Throws `TypeError` on anything this type cannot be. */
  readonly decode: (value: unknown) => unknown;
  /** Is a decoded value the very one the driver read? */
  readonly decodesAsIs: boolean;
  /** What JSON carries for an accepted value. */
  readonly toJson: (value: unknown) => unknown;
}

/** What differs from type to type. */
export interface CodecParts<Value> {
  readonly expected: string;
  readonly is: (value: unknown) => value is Value;
  readonly toBytes: (value: Value) => Buffer;
  /** Is this value, which the driver read, a `Value` as it stands. @default `is` */
  readonly isRead?: (value: unknown) => value is Value;
  /** Decodes, and throws `TypeError` where that does not make a `Value`. @default the value as it stands, if `isRead` */
  readonly decode?: (value: unknown) => Value;
  /** @default the value itself */
  readonly toJson?: (value: Value) => unknown;
  /** What the driver is given in place of the bytes. */
  readonly encode?: (value: Value) => unknown;
  /** Both at once, where that takes less. @default `encode` of what `is` a `Value` */
  readonly tryEncode?: (value: unknown) => unknown;
  /** @default `toBytes` */
  readonly toElement?: (value: Value) => Buffer | string;
}

/** A codec whose every way in and out is guarded: nothing else than `Value` gets in or out. */
export function makeCodec<Value>(parts: CodecParts<Value>): Codec {
  const { expected, is, toBytes, toElement = toBytes, toJson, decode } = parts;
  const write = parts.encode ?? toBytes;
  const narrow = (value: unknown): Value => {
    if (is(value)) return value;
    throw new TypeError(`There is something else than ${expected}`);
  };
  const isRead = parts.isRead ?? is;
  const read = (value: unknown): Value => {
    if (isRead(value)) return value;
    throw new TypeError(`The driver gave something else than ${expected}`);
  };
  return {
    expected,
    accepts: is,
    encode: (value) => write(narrow(value)),
    tryEncode: parts.tryEncode ?? ((value) => (is(value) ? write(value) : undefined)),
    toBytes: (value) => toBytes(narrow(value)),
    // Whoever calls it has asked `accepts`, of this codec or of one around it.
    acceptedToBytes: (value) => toBytes(value as Value),
    toElement: (value) => toElement(value as Value),
    decode: decode ?? read,
    decodesAsIs: decode === undefined,
    toJson: (value) => (toJson === undefined ? value : toJson(narrow(value))),
  };
}

export const unchanged = <Value>(value: Value): Value => value;
