import { CassandraRequestError, type RequestContext } from './cassandra-request.error.js';

/** Why one host could not serve. */
export interface HostFailure {
  /** Address and port. */
  readonly host: string;
  /** What the driver said of it, without any value. */
  readonly reason: string;
}

/** No node could be reached, or there is no connection yet, or it is closed. */
export class CassandraUnreachableError extends CassandraRequestError {
  override readonly code = 'unreachable';

  constructor(
    problem: string,
    context: RequestContext,
    /** The hosts that were tried; empty where none was. */
    readonly hosts: readonly HostFailure[] = [],
    options: { readonly cause?: unknown; readonly mayBeApplied?: boolean } = {},
  ) {
    const reasons = hosts.map(({ host, reason }) => `${host}: ${reason}`).join('; ');
    super(reasons === '' ? problem : `${problem} (${reasons})`, context, options);
  }
}
