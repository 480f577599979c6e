import { errors, policies, type types } from 'cassandra-driver';

type Decision = policies.retry.DecisionInfo;
type Info = policies.retry.OperationInfo;

/**
 * At most one retry, and none after a time-out: the driver's own policy asks every host in turn, each with a full time-out.
 * The driver consults `onRequestError` for idempotent statements only.
 */
export class OneRetryPolicy extends policies.retry.RetryPolicy {
  override onRequestError(info: Info, consistency: types.consistencies, error: Error): Decision {
    const isTimeout = error instanceof errors.OperationTimedOutError;
    return info.nbRetry > 0 || isTimeout
      ? this.rethrowResult()
      : this.retryResult(consistency, false);
  }
}
