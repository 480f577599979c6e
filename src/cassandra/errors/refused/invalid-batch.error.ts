import { InvalidRequestError } from './invalid-request.error.js';

/** A batch that Cassandra could not apply as it is meant. Its statements were checked before, each by itself. Nothing was sent. */
export class InvalidBatchError extends InvalidRequestError {}
