import { types } from 'node:util';
import type { Restriction } from '../../query/filter/restriction.js';
import type { ColumnModel } from '../../table/table-model.js';
import type { PlannedWrite } from '../write/plan/planned-write.js';

/** One text per encoded value of a type, so that equal keys are equal strings. */
export function identityOf(encoded: unknown): string {
  if (Buffer.isBuffer(encoded)) return encoded.toString('hex');
  if (typeof encoded === 'string') return JSON.stringify(encoded);
  if (typeof encoded === 'bigint' || typeof encoded === 'number') return String(encoded);
  if (types.isDate(encoded)) return String(encoded.getTime());
  return JSON.stringify(encoded, (_, value: unknown) =>
    typeof value === 'bigint' ? `${String(value)}n` : value,
  );
}

/** Are two encoded values the same: of most kinds it needs no text to know. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Buffer.isBuffer(a)) return Buffer.isBuffer(b) && a.equals(b);
  return identityOf(a) === identityOf(b);
}

/** What a write says of a column of the key. */
export function restrictionOf(
  { rows, target }: PlannedWrite,
  column: ColumnModel,
): Restriction | undefined {
  if ('filter' in rows) return rows.filter.find((one) => one.column === column);
  const value = rows.key[target.model.key.indexOf(column)];
  return value === undefined ? undefined : { column, type: 'equal', value };
}

/** The partitions a write is in, those of an `in` list one by one. Tables of one keyspace share partitions of equal keys. */
export function partitionsOf(write: PlannedWrite): readonly string[] {
  const { keyspace, model } = write.target;
  return model.partitionKey.reduce<readonly string[]>(
    (partitions, column) => {
      const identities = valuesOf(restrictionOf(write, column)).map(identityOf);
      return partitions.flatMap((start) => identities.map((value) => `${start} ${value}`));
    },
    [keyspace],
  );
}

/** How many partitions they are in. */
export function countPartitions(writes: readonly PlannedWrite[]): number {
  return new Set(writes.flatMap(partitionsOf)).size;
}

/** Are they all in one: asked of every batch, and for rows by key much cheaper to know than the number. */
export function areInOnePartition(writes: readonly PlannedWrite[]): boolean {
  const [first] = writes;
  const isByKey = writes.every(({ rows }) => 'key' in rows);
  if (first === undefined || !isByKey) return countPartitions(writes) <= 1;
  return writes.every((write) => isInPartitionOf(first, write));
}

function isInPartitionOf(one: PlannedWrite, other: PlannedWrite): boolean {
  if (!('key' in one.rows) || !('key' in other.rows)) return false;
  const { partitionKey } = one.target.model;
  const isLike =
    one.target.keyspace === other.target.keyspace &&
    partitionKey.length === other.target.model.partitionKey.length;
  if (!isLike) return false;
  const { key } = one.rows;
  const { key: otherKey } = other.rows;
  return partitionKey.every((_, at) => isSameValue(key[at], otherKey[at]));
}

/** The one row of a write by key: the table and all of its key; of static columns the partition's part. */
export function rowOf({ rows, target: { keyspace, model } }: PlannedWrite): string {
  let row = `${keyspace} ${model.name}`;
  if ('key' in rows) for (const value of rows.key) row += ` ${identityOf(value)}`;
  return row;
}

function valuesOf(restriction: Restriction | undefined): readonly unknown[] {
  if (restriction?.type === 'equal') return [restriction.value];
  return restriction?.type === 'in' ? restriction.values : [];
}
