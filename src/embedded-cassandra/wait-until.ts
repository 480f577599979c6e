import { setTimeout as delay } from 'node:timers/promises';

/** Asks `probe` again and again until it gives a value, or gives null once the deadline has passed. */
export async function waitUntil<T>(
  probe: () => T | null | Promise<T | null>,
  options: { readonly timeoutMs: number; readonly intervalMs?: number },
): Promise<T | null> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== null || Date.now() >= deadline) return value;
    await delay(options.intervalMs ?? 100);
  }
}
