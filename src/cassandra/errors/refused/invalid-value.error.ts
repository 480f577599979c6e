import { InvalidRequestError } from './invalid-request.error.js';

/**
 * A value that does not fit its column exactly: of another type, out of range, too long for a key or an index. Also a null
 * that was read from a column which is not nullable (code `missing-value`).
 */
export class InvalidValueError extends InvalidRequestError {}
