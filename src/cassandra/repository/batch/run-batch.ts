import type {
  DriverRow,
  RequestSettings,
  ResultPage,
  Statement,
  StatementRunner,
} from '../../cql/statement.js';
import { timestampOf } from '../write/check/check-options.js';
import type { PlannedWrite } from '../write/plan/planned-write.js';
import { existingColumns, wasApplied } from '../write/write-result.js';
import type { WriteTargets } from '../write/write-target.js';
import { Batch } from './batch.js';
import { refuseBatch, tablesOf } from './check/batch-fault.js';
import type { BatchKind, BatchLimits, UncheckedBatchOptions } from './batch-options.js';
import { BatchWrites } from './batch-writes.js';
import { checkBatch } from './check/check-batch.js';
import { CounterBatch } from './counter-batch.js';
import { restrictionOf } from './row-identity.js';

/**
 * Whether a batch was applied, as a whole. If one of its conditions was not met, `existing` has the rows that were looked at,
 * where they are there: their key and the columns of the conditions, or all columns with `ifExists` and `insertIfNotExists`.
 */
export type BatchResult =
  | { readonly applied: true }
  | {
      readonly applied: false;
      readonly existing: readonly Readonly<Record<string, unknown>>[];
    };

/** What a batch needs of its connection. */
export interface BatchContext extends BatchLimits {
  readonly runner: StatementRunner;
  readonly targets: WriteTargets;
}

/** Fills a batch, checks it as a whole and sends it; without a statement nothing is sent. */
export async function runBatch(
  context: BatchContext,
  kind: BatchKind,
  fill: (batch: Batch & CounterBatch) => void | Promise<void>,
  options: RequestSettings & UncheckedBatchOptions,
): Promise<BatchResult> {
  return await sendTogether(context, kind, await collect(context, kind, fill), options);
}

/** Lets go of what the answer does not need before it is awaited: what many requests in flight hold is what collections cost. */
function sendTogether(
  { runner, maxBatchBytes }: BatchContext,
  kind: BatchKind,
  writes: readonly PlannedWrite[],
  options: RequestSettings & UncheckedBatchOptions,
): Promise<BatchResult> | BatchResult {
  const tables = tablesOf(writes);
  refuseBatch(tables, checkBatch(kind, writes, options, maxBatchBytes));
  if (writes.length === 0) return { applied: true };
  const statement = batchStatement(kind, tables, writes, timestampOf(options));
  const answer = runner.run(statement, options);
  const conditional = writes.find(({ condition }) => condition !== undefined);
  return conditional === undefined
    ? answer.then(applied)
    : answer.then(resultOf.bind(undefined, writes, conditional));
}

function applied(): BatchResult {
  return { applied: true };
}

async function collect(
  { targets, maxInValues }: BatchContext,
  kind: BatchKind,
  fill: (batch: Batch & CounterBatch) => void | Promise<void>,
): Promise<readonly PlannedWrite[]> {
  const writes = new BatchWrites(targets, maxInValues);
  const batch = kind === 'counter' ? new CounterBatch(writes) : new Batch(writes);
  try {
    // The overloads of `Cassandra.batch` say which of the two the callback gets.
    await fill(batch as Batch & CounterBatch);
  } catch (error) {
    writes.abandon();
    throw error;
  }
  return writes.close();
}

function batchStatement(
  kind: BatchKind,
  table: string,
  writes: readonly PlannedWrite[],
  timestamp: bigint | undefined,
): Statement {
  return {
    operation: 'write',
    table,
    cql: `${kind} batch of ${String(writes.length)}`,
    values: [],
    isIdempotent: writes.every(({ isIdempotent }) => isIdempotent),
    batch: { kind, statements: writes.map(({ cql, values }) => ({ cql, values })), timestamp },
  };
}

function resultOf(
  writes: readonly PlannedWrite[],
  conditional: PlannedWrite,
  { rows }: ResultPage,
): BatchResult {
  if (wasApplied(rows[0])) return { applied: true };
  const { model } = conditional.target;
  const [clustering] = model.clusteringKey;
  // A row without its clustering key is the static values of the partition: of interest only if a condition was about them.
  const asksStatic = writes.some(
    (write) =>
      write.condition !== undefined &&
      clustering !== undefined &&
      restrictionOf(write, clustering) === undefined,
  );
  const isRow = (answer: DriverRow): boolean =>
    asksStatic || clustering === undefined || (answer[clustering.name] ?? null) !== null;
  const existing = rows
    .filter(isRow)
    .map((answer) => existingColumns(model, answer))
    .filter((columns) => Object.keys(columns).length > 0);
  return { applied: false, existing };
}
