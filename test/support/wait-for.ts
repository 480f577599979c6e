import { setTimeout as delay } from 'node:timers/promises';

/** Thrown by a probe: what is waited for will not come any more, and waiting on would only hide why. */
export class HopelessError extends Error {
  override readonly name = 'HopelessError';
}

/**
 * Polls until `probe` gives a value that is neither false, null nor undefined. Past the deadline it throws with the last
 * thing it saw, so that a failed wait says what was there instead. The deadline is for a machine that does much else.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  timeoutMs = 120_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== false && value !== null && value !== undefined) return value;
      last = value;
    } catch (error) {
      if (error instanceof HopelessError) throw error;
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}; last seen: ${String(last)}`);
    }
    await delay(50);
  }
}
