import { createHash } from 'node:crypto';
import type { Statement, StatementRunner } from '../../../cql/statement.js';
import type { Fault } from '../../../errors/fault.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { checkNames, isOptions, namesOf } from '../../../query/plan/option-names.js';
import { checkConcurrency } from '../../../scan/check-concurrency.js';
import { mapConcurrent } from '../../../scan/map-concurrent.js';
import { createdId, writeId } from '../../../table/projection/stored-definition.js';
import { refuseBatch } from '../../batch/check/batch-fault.js';
import { sizeFaults } from '../../batch/check/check-size.js';
import { settingFaults, timestampFaults, timestampOf } from '../../write/check/check-options.js';
import { planInsert } from '../../write/plan/plan-insert.js';
import { planInsertProjected, projectRow, type RowValues } from '../family/project-row.js';
import type { TableFamily } from '../family/table-family.js';
import { loggedBatch } from './logged-batch.js';

/** How many rows are loaded at once, and at which time. */
export interface LoadOptions {
  /**
   * The time of every row, before that of any other write. Loading the same rows again at the same time changes nothing, and
   * undoes no later update or delete.
   *
   * @default 2001-01-01
   */
  readonly timestamp?: Date;
  /** Rows on their way at the same time. @default 32 */
  readonly concurrency?: number;
  /** Aborting it ends the load after the rows at work; load again to end it. */
  readonly signal?: AbortSignal;
}

const loadNames = namesOf<LoadOptions>({ timestamp: true, concurrency: true, signal: true });
const defaultTime = new Date('2001-01-01T00:00:00Z');

/** What a load works with. */
export interface LoadContext {
  readonly family: TableFamily;
  readonly runner: StatementRunner;
  readonly maxBatchBytes: number;
}

/** Writes rows and their projected rows without transactions, which nobody needs where nobody else writes. */
export async function loadRows(
  { family, runner, maxBatchBytes }: LoadContext,
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  options: LoadOptions,
): Promise<number> {
  refuse('write', family.definition.name, checkLoad(options));
  const { timestamp = defaultTime, concurrency = 32, signal } = options;
  const time = timestampOf({ timestamp }) ?? 0n;
  const id = idOf(`${family.definition.name} ${String(time)}`);
  const load = async (row: unknown): Promise<void> => {
    const statement = plan(family, row, id, time, maxBatchBytes);
    await runner.run(statement, signal === undefined ? {} : { signal });
  };
  let loaded = 0;
  await mapConcurrent(
    rows,
    concurrency,
    async (row) => {
      await load(row);
      loaded++;
    },
    signal === undefined ? {} : { signal },
  );
  return loaded;
}

function checkLoad(options: LoadOptions): readonly Fault[] {
  if (!isOptions(options)) return checkNames(options, loadNames);
  return [
    ...settingFaults(options, loadNames),
    ...checkConcurrency(options.concurrency),
    ...timestampFaults(options.timestamp),
  ];
}

/** Not logged: a load that was cut off is done again, which the batch log would only make slower. */
function plan(
  family: TableFamily,
  row: unknown,
  id: string,
  time: bigint,
  maxBatchBytes: number,
): Statement {
  // Throws what is wrong with the row before anything is made of it.
  planInsert(family.base, row, {}, false);
  const values = row as RowValues;
  const writes = [
    planInsert(family.base, { ...values, [writeId]: id, [createdId]: id }, {}, false),
    ...family.projections.flatMap((projection) => {
      const projected = projectRow(projection, values);
      return projected === undefined ? [] : planInsertProjected(projection, projected, time, false);
    }),
  ];
  refuseBatch(family.definition.name, sizeFaults(writes, maxBatchBytes));
  const { batch, ...statement } = loggedBatch(writes, time);
  return { ...statement, ...(batch && { batch: { ...batch, kind: 'unlogged' } }) };
}

/** The same for the same load, so that its repeat is the same write. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
