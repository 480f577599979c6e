import { invalidRequest } from '../../common/problem/problem.js';

const form = /^[\x21-\x7e]{1,255}$/;

/** The header as it may be; undefined where there is none. */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined || form.test(header)) return header;
  const messages = ['Idempotency-Key must be 1 to 255 visible ASCII characters'];
  throw invalidRequest([{ property: 'Idempotency-Key', messages }]);
}
