import { type ExecutionOptions, type Host, type QueryOptions, tracker } from 'cassandra-driver';

/** The driver's options of one request, and what is noted there of its answer. */
export interface MeasuredOptions extends QueryOptions {
  /** Bytes of the answer; 0 until it has come. */
  responseBytes: number;
}

type Tracker = tracker.RequestTracker;

// A class, of which the driver wants an instance; its typings know it as an interface only.
const { RequestTracker } = tracker as unknown as { RequestTracker: new () => Tracker };

/**
 * Notes how many bytes an answer had, which the driver tells trackers and leaves out of its results. It keeps nothing else: a
 * tracker sees every bound value. The caller's own tracker, of which the driver takes one, is told as before.
 */
export class ResponseBytesTracker extends RequestTracker implements Tracker {
  readonly #next: Tracker | undefined;

  constructor(next: Tracker | undefined) {
    super();
    this.#next = next;
  }

  // Without rest parameters: it is called for every request.
  override onSuccess(
    host: Host,
    query: Parameters<Tracker['onSuccess']>[1],
    values: Parameters<Tracker['onSuccess']>[2],
    executionOptions: ExecutionOptions,
    requestLength: number,
    responseLength: number,
    latency: number[],
  ): void {
    const options = executionOptions.getRawQueryOptions() as Partial<MeasuredOptions>;
    // What leaves through the client itself, past the connection, has options of its caller's.
    if (options.responseBytes !== undefined) options.responseBytes = responseLength;
    this.#next?.onSuccess(
      host,
      query,
      values,
      executionOptions,
      requestLength,
      responseLength,
      latency,
    );
  }

  override onError(...failure: Parameters<Tracker['onError']>): void {
    this.#next?.onError(...failure);
  }

  override shutdown(): void {
    this.#next?.shutdown();
  }
}
