import { encodedSize } from '../../codec/encoded-size.js';
import type { Fault } from '../../errors/fault.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';

/** Of all columns of a partition key together, and of all clustering columns. */
export const maxKeyBytes = 65_535;
/** What a composite partition key adds to each of its parts. */
const componentOverheadBytes = 3;

/** Reads the given encoded value of a column; undefined where there is none. */
export type ValueOf = (column: ColumnModel) => unknown;

/** The limits Cassandra has for the bytes of keys; it refuses such keys in reads as well as in writes. */
export function keySizeFaults(model: TableModel, valueOf: ValueOf): readonly Fault<'key-size'>[] {
  const faults: Fault<'key-size'>[] = [];
  const [only, ...more] = model.partitionKey;
  if (only !== undefined && more.length === 0 && valueOf(only) === '') {
    faults.push({
      code: 'key-size',
      columns: [only.property],
      problem: `"${only.property}" is empty, and the partition key has no other column.`,
      fix: 'Give a text of one character or more.',
    });
  }
  faults.push(
    ...tooLong(model.partitionKey, valueOf, more.length > 0 ? componentOverheadBytes : 0),
  );
  faults.push(...tooLong(model.clusteringKey, valueOf, 0));
  return faults;
}

function tooLong(
  columns: readonly ColumnModel[],
  valueOf: ValueOf,
  overheadBytes: number,
): readonly Fault<'key-size'>[] {
  let bytes = 0;
  for (const column of columns) {
    const value = valueOf(column);
    if (value !== undefined) bytes += encodedSize(column.kind, value) + overheadBytes;
  }
  if (bytes <= maxKeyBytes) return [];
  const given = columns.filter((column) => valueOf(column) !== undefined);
  return [
    {
      code: 'key-size',
      columns: given.map((column) => column.property),
      problem: `${given.map((column) => `"${column.property}"`).join(', ')}: ${String(bytes)} bytes of key.`,
      fix: `Give ${String(maxKeyBytes)} bytes or fewer.`,
    },
  ];
}
