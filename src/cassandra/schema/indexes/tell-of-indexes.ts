import { Logger } from '@nestjs/common';
import type { StatementRunner } from '../../cql/statement.js';
import { indexProbe } from '../../query/plan/index-probe.js';
import { mapConcurrent } from '../../scan/map-concurrent.js';
import type { DeclaredTable } from '../compare/find-differences.js';
import { failureOf, nameOfIndex, saysNotBuilt } from './ask-index.js';

const sideBySide = 4;

/** Asks each declared index once, and warns of those that do not answer: they keep no application from its other reads. */
export async function tellOfIndexes(
  runner: StatementRunner,
  tables: readonly DeclaredTable[],
): Promise<void> {
  const logger = new Logger('CassandraModule');
  const indexes = tables.flatMap((table) => table.model.indexes.map((index) => ({ table, index })));
  await mapConcurrent(indexes, sideBySide, async ({ table, index }) => {
    const failure = await failureOf(runner, indexProbe(table.keyspace, table.model, index), true);
    if (failure === undefined) return;
    const problem = saysNotBuilt(failure)
      ? 'is not built yet, or building has failed: until it is, filters that need it fail with IndexBuildingError.'
      : `could not be asked whether it is built: ${failure.message}`;
    logger.warn(`${nameOfIndex(table, index)} ${problem}`);
  });
}
