import type { Statement, StatementRunner } from '../../src/cassandra/cql/statement.js';
import {
  type RepositoryOptions,
  type WritingContext,
  writingContext,
} from '../../src/cassandra/repository/writing-context.js';

/**
 * What a repository works with, in specs of what it asks, of pages that no healthy node gives and of failures at a known
 * page: `run` is all there is of a cluster. Options that are not given are a connection's defaults.
 */
export function repositoryContext(
  run: StatementRunner['run'],
  options: Partial<RepositoryOptions> = {},
): WritingContext {
  return writingContext(
    { keyspace: 'ks', ...options },
    { run, options: { serialConsistency: 'SERIAL' }, nodeTokens: () => [] },
  );
}

/** Keeps each statement, and finds nothing. */
export function keepIn(sent: Statement[]): StatementRunner['run'] {
  return (statement) => {
    sent.push(statement);
    return Promise.resolve({ rows: [], pageState: null });
  };
}
