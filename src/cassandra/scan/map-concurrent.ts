import { checkNames, namesOf } from '../query/plan/option-names.js';

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

const optionNames = namesOf<MapConcurrentOptions>({ errors: true, signal: true });

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
  options: MapConcurrentOptions = {},
): Promise<(Result | PromiseSettledResult<Result>)[]> {
  checkOptions(options);
  const { errors = 'abort', signal } = options;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError('mapConcurrent: the limit is not a whole number of 1 or more');
  }
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const outcomes: PromiseSettledResult<Result>[] = [];
  const source = new Source(items, both);
  let failure: { readonly reason: unknown } | undefined;
  const fail = (reason: unknown): void => {
    failure ??= { reason };
    stop.abort(reason);
  };
  const run = async ({ item, index }: Taken<Item>): Promise<void> => {
    try {
      outcomes[index] = { status: 'fulfilled', value: await fn(item, both) };
    } catch (reason) {
      outcomes[index] = { status: 'rejected', reason };
      if (errors === 'abort') fail(reason);
    }
  };
  const work = async (): Promise<void> => {
    try {
      for (let next = await source.take(); next !== undefined; next = await source.take()) {
        await run(next);
      }
    } catch (error) {
      // The source failed: nobody would see what the others come to.
      fail(error);
    }
  };
  const workers = Array.isArray(items) ? Math.min(limit, items.length) : limit;
  await Promise.all(Array.from({ length: workers }, work));
  await source.close();
  signal?.throwIfAborted();
  if (failure !== undefined) throw failure.reason;
  return errors === 'collect'
    ? outcomes
    : outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

interface Taken<Item> {
  readonly item: Item;
  readonly index: number;
}

/** Callers without types: neither may be left out silently, for what fails would be. */
function checkOptions(options: MapConcurrentOptions): void {
  const [unknown] = checkNames(options, optionNames);
  if (unknown !== undefined) {
    throw new TypeError(`mapConcurrent: ${unknown.problem} ${unknown.fix}`);
  }
  const errors: unknown = options.errors;
  if (errors !== undefined && errors !== 'abort' && errors !== 'collect') {
    throw new TypeError("mapConcurrent: errors is neither 'abort' nor 'collect'.");
  }
}

/** Hands items out one by one: an iterator need not stand two calls at once. */
class Source<Item> {
  readonly #iterator: Iterator<Item> | AsyncIterator<Item>;
  readonly #signal: AbortSignal;
  #turn: Promise<unknown> = Promise.resolve();
  #taken = 0;
  #isOpen = true;

  constructor(items: Iterable<Item> | AsyncIterable<Item>, signal: AbortSignal) {
    this.#iterator =
      Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    this.#signal = signal;
  }

  /** Undefined after the last item, and once the signal is aborted. */
  take(): Promise<Taken<Item> | undefined> {
    const taken = this.#turn.then(() => this.#next());
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  /** Lets the source end what it has open, unless it came to its end. */
  async close(): Promise<void> {
    if (this.#isOpen) await this.#iterator.return?.();
  }

  async #next(): Promise<Taken<Item> | undefined> {
    if (!this.#isOpen || this.#signal.aborted) return undefined;
    try {
      const next = await this.#iterator.next();
      if (next.done !== true) return { item: next.value, index: this.#taken++ };
      this.#isOpen = false;
      return undefined;
    } catch (error) {
      this.#isOpen = false;
      throw error;
    }
  }
}
