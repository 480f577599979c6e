/**
 * Every error of this package. Two families: refused here, before any request was sent (`InvalidRequestError`,
 * `InvalidTableError`, …), and failed in the cluster or the driver (`CassandraRequestError`).
 *
 * Messages name tables and columns, never a bound value.
 */
export abstract class CassandraError extends Error {
  /** Stable, for programs; the message is for people and may change. */
  abstract readonly code: string;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
