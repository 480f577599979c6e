import { errors, policies, type QueryOptions, type types } from 'cassandra-driver';

type Policy = policies.retry.RetryPolicy;
type Decision = policies.retry.DecisionInfo;
type Info = policies.retry.OperationInfo;

/**
 * At most one retry, and none after a time-out: the driver's own policy asks every host in turn, each with a full time-out.
 * The driver consults `onRequestError` and `onWriteTimeout` for idempotent statements only.
 */
export class OneRetryPolicy extends policies.retry.RetryPolicy {
  readonly #sentAgain = new WeakSet<object>();

  /** Did a request with these options fail once before, so that its outcome was open? The driver tells of its last try alone. */
  wasSentBefore(options: QueryOptions): boolean {
    return this.#sentAgain.has(options);
  }

  override onRequestError(info: Info, consistency: types.consistencies, error: Error): Decision {
    const isTimeout = error instanceof errors.OperationTimedOutError;
    if (info.nbRetry > 0 || isTimeout) return this.rethrowResult();
    // A node that refuses a write has not begun it; of a batch, without one query, it may have.
    const isRefused = error instanceof errors.ResponseError && typeof info.query === 'string';
    if (!isRefused) this.#sentAgain.add(rawOptions(info));
    return this.retryResult(consistency, false);
  }

  /** A lightweight transaction may have been agreed on before replicas were missed: sent again, it would find its own row. */
  override onUnavailable(...unavailable: Parameters<Policy['onUnavailable']>): Decision {
    const [info] = unavailable;
    return info.executionOptions.isIdempotent()
      ? super.onUnavailable(...unavailable)
      : this.rethrowResult();
  }

  override onWriteTimeout(...timeout: Parameters<Policy['onWriteTimeout']>): Decision {
    this.#sentAgain.add(rawOptions(timeout[0]));
    return super.onWriteTimeout(...timeout);
  }
}

/** The object that was given with the request; the typings leave it out. */
function rawOptions({ executionOptions }: Info): QueryOptions {
  return (
    executionOptions as unknown as { getRawQueryOptions(): QueryOptions }
  ).getRawQueryOptions();
}
