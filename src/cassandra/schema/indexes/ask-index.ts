import { quoteTable } from '../../cql/quote-identifier.js';
import type { Statement, StatementRunner } from '../../cql/statement.js';
import { canPass } from '../../errors/can-pass.js';
import { CassandraError } from '../../errors/cassandra-error.js';
import { CassandraAuthenticationError } from '../../errors/failed/cassandra-authentication.error.js';
import { CassandraUnreachableError } from '../../errors/failed/cassandra-unreachable.error.js';
import { GuardrailViolatedError } from '../../errors/failed/guardrail-violated.error.js';
import { CassandraReadFailureError } from '../../errors/failed/replicas/cassandra-read-failure.error.js';
import { CassandraUnavailableError } from '../../errors/failed/replicas/cassandra-unavailable.error.js';
import { StatementRejectedError } from '../../errors/failed/statement-rejected.error.js';
import type { IndexModel } from '../../table/table-model.js';
import type { DeclaredTable } from '../compare/find-differences.js';

/** How sentences about an index begin. */
export function nameOfIndex({ keyspace, model }: DeclaredTable, { name }: IndexModel): string {
  return `Index "${name}" of ${quoteTable(keyspace, model.name)}`;
}

/** Why it does not answer; undefined once it does. */
export async function askIndex(
  runner: StatementRunner,
  statement: Statement,
): Promise<CassandraError | undefined> {
  try {
    await runner.run(statement, {});
    return undefined;
  } catch (error) {
    if (error instanceof CassandraError) return error;
    throw error;
  }
}

/**
 * May asking again help, or is the reason of no concern to the index. Nodes that build one may be too busy to say so in time, and
 * those that do not know it yet refuse what it serves.
 */
export function isOfIndex(failure: CassandraError, mayBeUnknown: boolean): boolean {
  return (
    failure instanceof CassandraReadFailureError ||
    failure instanceof GuardrailViolatedError ||
    failure instanceof CassandraAuthenticationError ||
    (mayBeUnknown && failure instanceof StatementRejectedError) ||
    (canPass(failure) && !(failure instanceof CassandraUnreachableError))
  );
}

/** It is there, and answers no reads. */
export const saysNotBuilt = (failure: Error): boolean =>
  failure instanceof CassandraReadFailureError || failure instanceof StatementRejectedError;

/**
 * Nodes that are down, a guardrail against such reads and a role that may not read tell nothing of the index, and keep no
 * application from its other reads.
 */
export const isNoAnswerAtAll = (failure: Error): boolean =>
  failure instanceof CassandraUnavailableError ||
  failure instanceof GuardrailViolatedError ||
  failure instanceof CassandraAuthenticationError;
