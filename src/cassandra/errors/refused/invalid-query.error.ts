import { InvalidRequestError } from './invalid-request.error.js';

/** A read that the table's keys and indexes cannot serve, or that asks for something impossible. */
export class InvalidQueryError extends InvalidRequestError {}
