import type { StatementRunner } from '../cql/statement.js';
import type { CursorSealer } from '../paging/cursor/cursor-sealer.js';
import type { MissingValues } from './read/row-mapper.js';

/** What a repository works with; made by `Cassandra`. */
export interface RepositoryContext {
  readonly runner: StatementRunner;
  readonly sealer: CursorSealer;
  /** The keyspace of tables that name none. */
  readonly keyspace: string;
  readonly pageSize: number;
  readonly maxRows: number;
  readonly maxInValues: number;
  readonly missingValues: MissingValues;
  /** Tokens of the nodes, where a scan cuts the ring. */
  readonly nodeTokens: () => readonly bigint[];
}
