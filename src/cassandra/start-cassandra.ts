import { Logger } from '@nestjs/common';
import type { CassandraOptions } from './options/cassandra.options.js';
import { warningsOf } from './options/check-options.js';
import type { CassandraConnection } from './connection/cassandra-connection.js';
import { CassandraError } from './errors/cassandra-error.js';
import type { ProjectionKeeper } from './repository/projection/projection-keeper.js';
import { reconcileInBackground } from './schema/reconcile-in-background.js';
import { reconcileSchema, type SchemaTarget } from './schema/reconcile-schema.js';

/** Connects, treats the schema and only then takes requests. Whatever fails, nothing is left open. */
export async function startCassandra(
  connection: CassandraConnection,
  target: SchemaTarget,
  keeper: ProjectionKeeper,
  options: CassandraOptions,
): Promise<void> {
  try {
    await connection.connect();
    await treatSchema(connection, target, options);
    connection.open();
    keeper.repairInBackground(target.tables, {
      intervalMs: options.repairIntervalMs ?? 30_000,
      afterMs: options.repairAfterMs ?? 30_000,
      signal: connection.closing,
    });
  } catch (error) {
    const wasGivenUp = connection.closing.aborted;
    await connection.close();
    // Nobody may be waiting for a start in the background: its failure would pass unseen.
    if (options.connect === 'background' && !wasGivenUp && error instanceof CassandraError) {
      new Logger('CassandraModule').error(error.message);
    }
    throw error;
  }
}

/** Tells what works and yet may not be meant. */
export function warnOf(options: CassandraOptions): void {
  const logger = new Logger('CassandraModule');
  for (const warning of warningsOf(options)) logger.warn(warning);
}

async function treatSchema(
  { early, closing, options: { connectRetryDelayMs } }: CassandraConnection,
  target: SchemaTarget,
  { connect }: CassandraOptions,
): Promise<void> {
  if (connect !== 'background') await reconcileSchema(early, target);
  else {
    const retry = { retryDelayMs: connectRetryDelayMs, signal: closing };
    await reconcileInBackground(early, { ...target, background: closing }, retry);
  }
}
