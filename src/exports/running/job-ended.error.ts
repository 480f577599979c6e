/** A job that the backend itself ends: its reason is for clients. */
export class JobEndedError extends Error {
  override readonly name = 'JobEndedError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
