import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is yes; false when the deadline came first. */
export async function waitUntil(
  isTrue: () => Promise<boolean>,
  { deadlineMs, intervalMs }: { readonly deadlineMs: number; readonly intervalMs: number },
): Promise<boolean> {
  const end = Date.now() + deadlineMs;
  while (!(await isTrue())) {
    if (Date.now() >= end) return false;
    await delay(intervalMs);
  }
  return true;
}
