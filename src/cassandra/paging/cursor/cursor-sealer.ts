import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type CursorKey, keyIdBytes } from './cursor-keys.js';

/** Where a list goes on. */
export interface CursorContent {
  /** Null: the first page. */
  readonly pageState: string | null;
  /** Rows of that page that were given already. */
  readonly rowsUsed: number;
  /** Rows that the query's limit still allows; null: no limit. */
  readonly rowsLeft: number | null;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = 1 + keyIdBytes + ivBytes;

/**
 * Turns a place in a list into text that cannot be read, changed or used elsewhere (AES-256-GCM), and back. What a cursor is
 * bound to (statement, values, page size, principal) is authenticated beside it and not carried in it.
 */
export class CursorSealer {
  constructor(private readonly keys: readonly CursorKey[]) {}

  seal(content: CursorContent, binding: Buffer): string {
    const [first] = this.keys;
    if (first === undefined) throw new TypeError('A cursor sealer needs a key');
    const head = Buffer.concat([Buffer.from([version]), first.id, randomBytes(ivBytes)]);
    const cipher = createCipheriv('aes-256-gcm', first.key, ivOf(head));
    cipher.setAAD(Buffer.concat([head, binding]));
    const body = Buffer.concat([cipher.update(pack(content)), cipher.final()]);
    return Buffer.concat([head, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** The content, or undefined for anything that was not sealed with one of the keys for this binding, or has expired. */
  open(cursor: string, binding: Buffer, nowSeconds: number): CursorContent | undefined {
    const bytes = Buffer.from(cursor, 'base64url');
    // One text per cursor: base64 reads over foreign characters and loose bits.
    if (bytes.toString('base64url') !== cursor) return undefined;
    if (bytes.length < headBytes + tagBytes || bytes[0] !== version) return undefined;
    const head = bytes.subarray(0, headBytes);
    const key = this.keys.find(({ id }) => id.equals(head.subarray(1, 1 + keyIdBytes)));
    if (key === undefined) return undefined;
    const content = decrypt(key, head, bytes.subarray(headBytes), binding);
    return content === undefined || content.expiresAt <= nowSeconds ? undefined : content;
  }
}

const ivOf = (head: Buffer): Buffer => head.subarray(1 + keyIdBytes);

function decrypt(
  { key }: CursorKey,
  head: Buffer,
  rest: Buffer,
  binding: Buffer,
): CursorContent | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, ivOf(head), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.concat([head, binding]));
  decipher.setAuthTag(rest.subarray(0, tagBytes));
  try {
    return unpack(Buffer.concat([decipher.update(rest.subarray(tagBytes)), decipher.final()]));
  } catch {
    return undefined;
  }
}

/** Expiry, rows left + 1 (0: no limit), rows used, page state. */
function pack({ pageState, rowsUsed, rowsLeft, expiresAt }: CursorContent): Buffer {
  const numbers = Buffer.alloc(16);
  numbers.writeDoubleBE(expiresAt, 0);
  numbers.writeUInt32BE(rowsLeft === null ? 0 : rowsLeft + 1, 8);
  numbers.writeUInt32BE(rowsUsed, 12);
  return Buffer.concat([numbers, Buffer.from(pageState ?? '', 'hex')]);
}

function unpack(bytes: Buffer): CursorContent {
  const left = bytes.readUInt32BE(8);
  const pageState = bytes.subarray(16).toString('hex');
  return {
    expiresAt: bytes.readDoubleBE(0),
    rowsLeft: left === 0 ? null : left - 1,
    rowsUsed: bytes.readUInt32BE(12),
    pageState: pageState === '' ? null : pageState,
  };
}
