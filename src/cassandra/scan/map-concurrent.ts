/** What becomes of errors, and how all of it is stopped. */
export interface MapConcurrentOptions {
  /**
   * `abort`: the first error aborts the others' signal, waits for them and is thrown. `collect`: every item is tried, and the
   * outcome of each is given.
   *
   * @default 'abort'
   */
  readonly errors?: 'abort' | 'collect';
  /** Aborting it starts no more items, aborts the signal of those at work, waits for them and throws its reason. */
  readonly signal?: AbortSignal;
}

/** Does the work of one item. Pass the signal on to what can be stopped by it. */
export type MapTask<Item, Result> = (item: Item, signal: AbortSignal) => Promise<Result>;

/**
 * Runs `fn` on all items, at most `limit` at a time, and gives the results in the order of the items. Items may come from an
 * asynchronous source, such as a query: one is taken only when there is room for it.
 */
export function mapConcurrent<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  fn: MapTask<Item, Result>,
  options: MapConcurrentOptions & { readonly errors: 'collect' },
): Promise<PromiseSettledResult<Result>[]>;
export function mapConcurrent<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  fn: MapTask<Item, Result>,
  options?: MapConcurrentOptions & { readonly errors?: 'abort' },
): Promise<Result[]>;
export async function mapConcurrent<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  fn: MapTask<Item, Result>,
  { errors = 'abort', signal }: MapConcurrentOptions = {},
): Promise<(Result | PromiseSettledResult<Result>)[]> {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError('mapConcurrent: the limit is not a whole number of 1 or more');
  }
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const outcomes: PromiseSettledResult<Result>[] = [];
  const running = new Set<Promise<void>>();
  let failure: { readonly reason: unknown } | undefined;
  const run = async (item: Item, index: number): Promise<void> => {
    try {
      outcomes[index] = { status: 'fulfilled', value: await fn(item, both) };
    } catch (reason) {
      outcomes[index] = { status: 'rejected', reason };
      if (errors === 'collect') return;
      failure ??= { reason };
      stop.abort(reason);
    }
  };
  try {
    let index = 0;
    for await (const item of items) {
      if (both.aborted) break;
      const work = run(item, index++).finally(() => running.delete(work));
      running.add(work);
      if (running.size >= limit) await Promise.race(running);
      // The task that made room may have been the one that failed.
      if (isAborted(both)) break;
    }
  } catch (error) {
    // The source failed: nobody would see what the others come to.
    stop.abort(error);
    throw error;
  } finally {
    await Promise.all(running);
  }
  signal?.throwIfAborted();
  if (failure !== undefined) throw failure.reason;
  return errors === 'collect'
    ? outcomes
    : outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

const isAborted = (signal: AbortSignal): boolean => signal.aborted;
