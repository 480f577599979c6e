import type { SerialConsistency } from '../cql/consistency.js';
import type { StatementRunner } from '../cql/statement.js';
import { cursorKeys } from '../paging/cursor/cursor-keys.js';
import { CursorSealer } from '../paging/cursor/cursor-sealer.js';
import type { WriteSteps } from './projection/write/write-steps.js';
import type { RepositoryContext } from './repository-context.js';
import type { MissingValues } from './read/row-mapper.js';

/** What a repository works with that keeps projections in step. */
export interface WritingContext extends RepositoryContext {
  readonly maxBatchBytes: number;
  /** Of lightweight transactions, and of reads that settle them. */
  readonly serialConsistency: SerialConsistency;
  /** Of the versioned writes in a test. */
  readonly steps?: WriteSteps;
}

/** What of a connection's options its repositories go by; `CassandraOptions` says what each means. */
export interface RepositoryOptions {
  readonly keyspace: string;
  readonly pageSize?: number;
  readonly maxRows?: number;
  readonly maxInValues?: number;
  readonly maxBatchBytes?: number;
  readonly missingValues?: MissingValues;
  readonly cursorSecrets?: readonly string[];
}

/** What repositories need of a connection. */
export interface RepositoryConnection extends StatementRunner {
  readonly options: { readonly serialConsistency: SerialConsistency };
  nodeTokens(): readonly bigint[];
}

/** The options with their defaults, and the connection that everything is sent through. */
export function writingContext(
  options: RepositoryOptions,
  connection: RepositoryConnection,
): WritingContext {
  return {
    runner: connection,
    sealer: new CursorSealer(cursorKeys(options.cursorSecrets ?? [])),
    keyspace: options.keyspace,
    pageSize: options.pageSize ?? 5000,
    maxRows: options.maxRows ?? 10_000,
    maxInValues: options.maxInValues ?? 100,
    missingValues: options.missingValues ?? 'error',
    maxBatchBytes: options.maxBatchBytes ?? 51_200,
    serialConsistency: connection.options.serialConsistency,
    nodeTokens: () => connection.nodeTokens(),
  };
}
