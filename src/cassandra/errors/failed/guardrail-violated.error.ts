import { CassandraRequestError } from './cassandra-request.error.js';

/** The request exceeds a limit that the operator of the cluster has set. */
export class GuardrailViolatedError extends CassandraRequestError {
  override readonly code = 'guardrail-violated';
}
