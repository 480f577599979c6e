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

/** What a write says of a column of the key. */
export function restrictionOf(
  { rows }: PlannedWrite,
  column: ColumnModel,
): Restriction | undefined {
  if ('filter' in rows) return rows.filter.find((one) => one.column === column);
  return rows.key.has(column) ? { column, type: 'equal', value: rows.key.get(column) } : undefined;
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

/** The one row of a write by key: the table and all of its key; of static columns the partition's part. */
export function rowOf(write: PlannedWrite): string {
  const { keyspace, model } = write.target;
  const key = model.key.map((column) => {
    const [value] = valuesOf(restrictionOf(write, column));
    return value === undefined ? '' : identityOf(value);
  });
  return [keyspace, model.name, ...key].join(' ');
}

function valuesOf(restriction: Restriction | undefined): readonly unknown[] {
  if (restriction?.type === 'equal') return [restriction.value];
  return restriction?.type === 'in' ? restriction.values : [];
}
