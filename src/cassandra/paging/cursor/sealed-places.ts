import type { Place, PositionOptions } from '../../query/page.js';
import type { CursorSealer } from './cursor-sealer.js';

const defaultExpirySeconds = 86_400;

/** Places between the rows of a query as clients have them: sealed, and good for a time. */
export class SealedPlaces {
  constructor(
    private readonly sealer: CursorSealer,
    private readonly now: () => number = () => Date.now(),
  ) {}

  seal(place: Place, binding: Buffer, { expiresInSeconds }: PositionOptions): string {
    const expiresAt = this.#seconds() + (expiresInSeconds ?? defaultExpirySeconds);
    return this.sealer.seal({ ...place, expiresAt }, binding);
  }

  /** Undefined for anything that was not sealed here for this binding, or has expired. */
  open(sealed: unknown, binding: Buffer): Place | undefined {
    return typeof sealed === 'string'
      ? this.sealer.open(sealed, binding, this.#seconds())
      : undefined;
  }

  #seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}
