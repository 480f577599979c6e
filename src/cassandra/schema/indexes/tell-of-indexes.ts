import { Logger } from '@nestjs/common';
import type { StatementRunner } from '../../cql/statement.js';
import { canPass } from '../../errors/can-pass.js';
import { indexProbe } from '../../query/plan/index-probe.js';
import { mapConcurrent } from '../../scan/map-concurrent.js';
import type { DeclaredTable } from '../compare/find-differences.js';
import { askIndex, nameOfIndex, saysNotBuilt } from './ask-index.js';

const sideBySide = 4;

/**
 * Asks each declared index once, and warns of those that do not answer: they keep no application from its other reads. After the
 * first that no node can answer now no more are asked, so that a slow cluster holds no start up for each of them.
 */
export async function tellOfIndexes(
  runner: StatementRunner,
  tables: readonly DeclaredTable[],
  closing?: AbortSignal,
): Promise<void> {
  const logger = new Logger('CassandraModule');
  const indexes = tables.flatMap((table) => table.model.indexes.map((index) => ({ table, index })));
  let isSlow = false;
  await mapConcurrent(indexes, sideBySide, async ({ table, index }) => {
    if (isSlow || closing?.aborted === true) return;
    const failure = await askIndex(runner, indexProbe(table.keyspace, table.model, index));
    if (failure === undefined) return;
    isSlow ||= canPass(failure) && !saysNotBuilt(failure);
    const problem = saysNotBuilt(failure)
      ? 'does not answer: it is still being built, building has failed, or too many tombstones are in the way. Filters that need it ' +
        'fail until it does.'
      : `could not be asked whether it is built: ${failure.message}`;
    logger.warn(`${nameOfIndex(table, index)} ${problem}`);
  });
}
