import { type Client } from 'cassandra-driver';
import { quoteIdentifier, quoteTable, ringShare, wholeRing } from '../../cassandra/index.js';
import { partitionKeyOf, type TableSchema } from './table-schema.js';

/** Decoded at once in a few milliseconds, and enough to be right within some percent where partitions are small. */
const sampleRows = 5000;

/**
 * About how many rows a table has whose nodes have no estimate yet: one that was filled a moment ago. Reads one page of tokens
 * from the start of the ring; so many rows on such a share of the ring make so many on the whole.
 */
export async function estimateRows(client: Client, schema: TableSchema): Promise<number> {
  const key = partitionKeyOf(schema).map(quoteIdentifier).join(', ');
  const from = quoteTable(schema.keyspace, schema.table);
  const { rows } = await client.execute(
    `SELECT token(${key}) AS place FROM ${from} LIMIT ${String(sampleRows)}`,
    [],
    { prepare: true, fetchSize: sampleRows },
  );
  if (rows.length < sampleRows) return rows.length;
  const last = BigInt(String(rows.at(-1)?.place));
  return rows.length / ringShare({ start: wholeRing.start, end: last });
}
