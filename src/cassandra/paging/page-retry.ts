import { setTimeout as delay } from 'node:timers/promises';
import { canPass } from '../errors/can-pass.js';
import type { PagingSettings } from '../query/plan/select-request.js';

const growth = 4;

/** A page, and how often it was asked for again. */
export interface RetriedPage<Page> {
  readonly page: Page;
  readonly retries: number;
}

/**
 * Asks again for pages that failed by what can pass; one for a whole reading or scan. Nothing of a page is handed out before it
 * is complete, so that a repeated one repeats no row. Until a first page has come nothing is repeated: nothing is lost
 * then, and a caller should hear at once that no node can be reached.
 */
export class PageRetry {
  readonly #retries: number;
  readonly #delayMs: number;
  /** Made for the first wait: an abort costs as much as planning a query, and hardly a reading waits. */
  #stop: AbortController | undefined;
  #isEnded = false;
  #hasPage = false;

  constructor({ pageRetries = 3, pageRetryDelayMs = 100 }: PagingSettings) {
    this.#retries = pageRetries;
    this.#delayMs = pageRetryDelayMs;
  }

  async run<Page>(
    fetch: () => Promise<Page>,
    signal: AbortSignal | undefined,
  ): Promise<RetriedPage<Page>> {
    for (let retries = 0; ; retries++) {
      try {
        const page = await fetch();
        this.#hasPage = true;
        return { page, retries };
      } catch (error) {
        if (!this.#hasPage || retries >= this.#retries || !canPass(error)) throw error;
        await this.#backOff(retries, error, signal);
      }
    }
  }

  /** Nobody waits for pages any more: one that is waited for ahead is not asked for again. */
  end(): void {
    this.#isEnded = true;
    this.#stop?.abort();
  }

  async #backOff(retries: number, error: unknown, signal: AbortSignal | undefined): Promise<void> {
    if (this.#isEnded) throw error;
    this.#stop ??= new AbortController();
    // Not all at once: what failed together would come back together.
    const ms = this.#delayMs * growth ** retries * (0.5 + Math.random() / 2);
    const stop =
      signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    await delay(ms, undefined, { signal: stop }).catch(() => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}
