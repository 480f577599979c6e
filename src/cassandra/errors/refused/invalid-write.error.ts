import { InvalidRequestError } from './invalid-request.error.js';

/** A write that leaves out what must be there or touches what cannot be written. */
export class InvalidWriteError extends InvalidRequestError {}
