import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Statement, StatementRunner } from '../../cql/statement.js';
import { CassandraSchemaError } from '../../errors/failed/cassandra-schema.error.js';
import type { IndexModel } from '../../table/table-model.js';
import type { DeclaredTable } from '../compare/find-differences.js';
import { indexProbe } from '../../query/plan/index-probe.js';
import { askIndex, isNoAnswerAtAll, isOfIndex, nameOfIndex } from './ask-index.js';

const firstPollMs = 100;
const maxPollMs = 1000;
const sayEveryMs = 10_000;
/** A node writes an index down before it knows it by heart, and other nodes hear of it later still. */
const unknownForMs = 30_000;

/** How long indexes are waited for. */
export interface IndexWait {
  /** All of them together. */
  readonly indexBuildMs: number;
  /**
   * Given where nobody waits for the start: an index that is late is told, and keeps the application no longer from what needs it
   * not. Aborted when the connection closes.
   */
  readonly background?: AbortSignal;
}

/** Asks each declared index until it answers, whoever has created it: until it is built, it fails every filter that needs it. */
export async function waitForIndexes(
  runner: StatementRunner,
  tables: readonly DeclaredTable[],
  wait: IndexWait,
): Promise<void> {
  const end = performance.now() + wait.indexBuildMs;
  for (const table of tables) {
    for (const index of table.model.indexes) await waitForIndex(runner, table, index, wait, end);
  }
}

async function waitForIndex(
  runner: StatementRunner,
  table: DeclaredTable,
  index: IndexModel,
  { indexBuildMs, background }: IndexWait,
  end: number,
): Promise<void> {
  const statement = indexProbe(table.keyspace, table.model, index);
  const what = nameOfIndex(table, index);
  const logger = new Logger('CassandraModule');
  const start = performance.now();
  let saidAt: number | undefined;
  for (let pollMs = firstPollMs; ; pollMs = Math.min(pollMs * 2, maxPollMs)) {
    const mayBeUnknown = performance.now() - start < unknownForMs;
    const failure = await askIndex(runner, statement);
    if (failure === undefined) break;
    if (!isOfIndex(failure, mayBeUnknown)) throw failure;
    if (isNoAnswerAtAll(failure)) {
      logger.warn(`${what} could not be asked whether it is built: ${failure.message}`);
      return;
    }
    const now = performance.now();
    if (now >= end) {
      const late = notBuilt(index.name, statement, indexBuildMs, failure);
      if (background === undefined) throw late;
      logger.error(late.message);
      return;
    }
    if (saidAt === undefined || now - saidAt >= sayEveryMs) {
      const seconds = Math.round((now - start) / 1000);
      // What holds a start up for long is worth a look; the command line shows no less than a warning.
      logger[seconds < 5 ? 'log' : 'warn'](
        `${what} is being built; waiting for it, ${String(seconds)} s so far.`,
      );
      saidAt = now;
    }
    await delay(pollMs, undefined, background && { signal: background }).catch(() => {
      throw failure;
    });
  }
  if (saidAt !== undefined) logger.log(`${what} is built.`);
}

function notBuilt(
  name: string,
  { table }: Statement,
  deadlineMs: number,
  cause: Error,
): CassandraSchemaError {
  return new CassandraSchemaError(
    `index "${name}" is not built after ${String(deadlineMs)} ms (timeouts.indexBuildMs). Where \`nodetool compactionstats\` shows ` +
      'that it is being built, start again later or allow more time; else building has failed: drop the index, and it is created anew.',
    { operation: 'schema', table },
    { cause },
  );
}
