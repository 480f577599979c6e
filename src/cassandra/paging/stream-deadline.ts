/** The time a whole reading may take, as a signal beside the caller's own. */
export class StreamDeadline {
  /** The signal to read by; empty where there is none. */
  readonly setting: { readonly signal?: AbortSignal };
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(
    {
      signal,
      streamTimeoutMs,
    }: { readonly signal?: AbortSignal; readonly streamTimeoutMs?: number },
    reason: () => Error,
  ) {
    if (streamTimeoutMs === undefined) {
      this.setting = signal === undefined ? {} : { signal };
      return;
    }
    const stop = new AbortController();
    this.#timer = setTimeout(() => {
      stop.abort(reason());
    }, streamTimeoutMs);
    // A reading that nobody goes on with must not keep the process alive.
    this.#timer.unref();
    this.setting = {
      signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
    };
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
