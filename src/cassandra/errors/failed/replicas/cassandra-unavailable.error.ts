import { CassandraRequestError, type RequestContext } from '../cassandra-request.error.js';

/**
 * Too few replicas are alive for the consistency asked for. Nothing was executed, unless `mayBeApplied` says otherwise: a
 * lightweight transaction finds out only after the replicas have agreed on it, an unlogged batch after the first of its parts.
 */
export class CassandraUnavailableError extends CassandraRequestError {
  override readonly code = 'unavailable';

  constructor(
    context: RequestContext,
    /** The consistency that was asked for. */
    readonly consistency: string,
    /** Replicas it needs. */
    readonly required: number,
    /** Replicas the coordinator saw alive. */
    readonly alive: number,
    options: { readonly cause?: unknown; readonly mayBeApplied?: boolean } = {},
  ) {
    super(
      `${consistency} needs ${String(required)} replicas, ${String(alive)} alive. ` +
        'Start the missing nodes or ask for a lower consistency.',
      context,
      options,
    );
  }
}
