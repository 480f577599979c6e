import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** A key that seals or opens cursors, and the id a cursor names it by. */
export interface CursorKey {
  readonly id: Buffer;
  readonly key: Buffer;
}

export const keyIdBytes = 4;

/** One key per secret, in the order given: the first seals, all open. Without secrets: a random key of this process. */
export function cursorKeys(secrets: readonly string[]): readonly CursorKey[] {
  if (secrets.length === 0) return [cursorKey(randomBytes(32))];
  return secrets.map((secret) => cursorKey(Buffer.from(secret)));
}

function cursorKey(secret: Buffer): CursorKey {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'cassanest cursor', 32));
  return { key, id: createHash('sha256').update(key).digest().subarray(0, keyIdBytes) };
}
