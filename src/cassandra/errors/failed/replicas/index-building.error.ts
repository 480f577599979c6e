import type { RequestContext } from '../cassandra-request.error.js';
import { CassandraReadFailureError } from './cassandra-read-failure.error.js';

/** An index that the read needs is not built yet, on one node at least. Try again later: it is a matter of the table's size. */
export class IndexBuildingError extends CassandraReadFailureError {
  override readonly code = 'index-building';

  constructor(
    context: RequestContext,
    /** The name of the index in Cassandra. */
    readonly index: string,
    options: { readonly cause: unknown },
  ) {
    super(`index "${index}" is still being built. Try again later.`, context, options);
  }
}
