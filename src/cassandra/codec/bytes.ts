/** Four bytes, as lengths and counts are written. */
export function int32(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(4);
  buffer.writeInt32BE(value);
  return buffer;
}

/** The bytes behind their length; null has the length -1. */
export function sized(bytes: Buffer | null): Buffer {
  return bytes === null ? int32(-1) : Buffer.concat([int32(bytes.length), bytes]);
}

/** Longer texts are left to Node: up to here a loop takes a third of the time that calls out of JavaScript take. */
const shortText = 32;

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  const { length } = text;
  if (length > shortText) return Buffer.byteLength(text);
  for (let at = 0; at < length; at++) {
    if (text.charCodeAt(at) > 127) return Buffer.byteLength(text);
  }
  return length;
}

/** Writes a text in UTF-8; gives its bytes. */
export function writeUtf8(text: string, bytes: Buffer, offset: number): number {
  const { length } = text;
  if (length > shortText) return bytes.write(text, offset);
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return bytes.write(text, offset);
    bytes[offset + at] = code;
  }
  return length;
}
