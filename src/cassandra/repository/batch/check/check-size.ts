import { boundSize } from '../../../codec/encoded-size.js';
import type { ColumnModel } from '../../../table/table-model.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import type { BatchFault } from './batch-fault.js';
import { areInOnePartition, restrictionOf } from '../row-identity.js';
import { writtenValues } from '../written-values.js';

const maxStatements = 65_535;
/** As 5.0.9 counts, found by bisection: a row of its own, a value of its own, a collection, each of its elements. */
const rowBytes = 50;
const valueBytes = 20;
const collectionBytes = 12;
const elementBytes = 16;
const counterBytes = 40;

/** Cassandra refuses batches over several partitions by their bytes (`batch_size_fail_threshold`), all by their number. */
export function sizeFaults(
  writes: readonly PlannedWrite[],
  maxBatchBytes: number,
): readonly BatchFault[] {
  if (writes.length > maxStatements) {
    return [tooLarge(`${String(writes.length)} statements, ${String(maxStatements)} are possible`)];
  }
  if (areInOnePartition(writes)) return [];
  const bytes = writes.reduce((sum, write) => sum + bytesOf(write), 0);
  if (bytes <= maxBatchBytes) return [];
  const limit = `${String(maxBatchBytes)} over several partitions are allowed (maxBatchBytes)`;
  return [tooLarge(`about ${String(bytes)} bytes, ${limit}`)];
}

function tooLarge(problem: string): BatchFault {
  return {
    code: 'batch-size',
    columns: [],
    problem: `The batch has ${problem}.`,
    fix: 'Split it, or send the writes concurrently: mapConcurrent(rows, 16, …).',
  };
}

function bytesOf(write: PlannedWrite): number {
  const { clusteringKey } = write.target.model;
  const key = clusteringKey.reduce((sum, column) => {
    const restriction = restrictionOf(write, column);
    return sum + (restriction?.type === 'equal' ? boundSize(restriction.value) : valueBytes);
  }, rowBytes);
  return writtenValues(write).reduce(
    (sum, [column, values]) =>
      sum + values.reduce<number>((all, one) => all + sizeOf(column, one), 0),
    key,
  );
}

function sizeOf({ isCollection, kind }: ColumnModel, encoded: unknown): number {
  if (encoded === undefined) return 0;
  const bytes = valueBytes + boundSize(encoded) + (kind === 'counter' ? counterBytes : 0);
  if (!isCollection || encoded === null) return bytes;
  const isCounted = Buffer.isBuffer(encoded) && encoded.length >= 4;
  const elements = isCounted ? encoded.readInt32BE() : 1;
  return bytes + collectionBytes + elementBytes * elements;
}
