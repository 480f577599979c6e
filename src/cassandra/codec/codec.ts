/**
 * The way of one CQL type between JavaScript and the driver. Strict both ways: what does not fit exactly is refused, for the
 * driver would store something else without a word (1.7 as 1, 'false' as true, half a surrogate pair as U+FFFD).
 */
export interface Codec {
  /** What a value must be, to say so in a message. */
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** Takes accepted values only. */
  encode(value: unknown): unknown;
  /** Takes what the driver read, never null. Throws `TypeError` on anything this type cannot be. */
  decode(value: unknown): unknown;
  /** What JSON carries for an accepted value. */
  toJson(value: unknown): unknown;
}

const same = (value: unknown): unknown => value;

/** A codec for values that the driver takes and gives as they are. */
export function passThrough(expected: string, accepts: (value: unknown) => boolean): Codec {
  return { expected, accepts, encode: same, decode: checked(expected, accepts), toJson: same };
}

function checked(expected: string, accepts: (value: unknown) => boolean) {
  return (value: unknown): unknown => {
    if (!accepts(value)) throw new TypeError(`The driver gave something else than ${expected}`);
    return value;
  };
}
