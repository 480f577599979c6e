/**
 * Reads many sources, at most `concurrency` at a time, and gives their items as they come. Back-pressure: a source is asked
 * for its next item only when the one before was taken, so at most `concurrency` items wait here, whatever the number of
 * sources. Leaving early, and the first error, abort the signal the sources were given and wait until none is open.
 */
export async function* mergeConcurrently<Source, Item>(
  sources: readonly Source[],
  open: (source: Source, signal: AbortSignal) => AsyncIterable<Item>,
  concurrency: number,
): AsyncGenerator<Item, void, undefined> {
  const stop = new AbortController();
  const channel = new Channel<Item>();
  const queue = sources.values();
  const work = async (): Promise<void> => {
    for (const source of queue) {
      for await (const item of open(source, stop.signal)) {
        await channel.give(item);
        if (stop.signal.aborted) return;
      }
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, sources.length) }, () =>
    work().catch((error: unknown) => {
      channel.fail(error);
    }),
  );
  const finished = Promise.all(workers).then(() => {
    channel.end();
  });
  try {
    yield* channel.items();
  } finally {
    stop.abort();
    channel.release();
    await finished;
  }
}

/** Items between workers and one reader. A giver waits until its item was taken. */
class Channel<Item> {
  readonly #waiting: { readonly item: Item; readonly taken: () => void }[] = [];
  #wake: () => void = () => undefined;
  #failure: { readonly error: unknown } | undefined;
  #isEnded = false;
  #isReleased = false;

  async give(item: Item): Promise<void> {
    if (this.#isReleased) return;
    await new Promise<void>((taken) => {
      this.#waiting.push({ item, taken });
      this.#wake();
    });
  }

  /** Items given before the failure are still read. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** Nobody reads any more: givers go on, their items are dropped. */
  release(): void {
    this.#isReleased = true;
    for (const { taken } of this.#waiting.splice(0)) taken();
  }

  async *items(): AsyncGenerator<Item, void, undefined> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        next.taken();
        yield next.item;
      } else if (this.#failure !== undefined) {
        throw this.#failure.error;
      } else if (this.#isEnded) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
