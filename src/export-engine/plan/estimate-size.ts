import { type Client } from 'cassandra-driver';
import { askNodes } from './ask-nodes.js';

/**
 * About how many bytes a table has, as the nodes estimate it every five minutes. Each reports its own ranges only, and nothing
 * of what is not flushed: a hint. Undefined where none has an estimate.
 */
export async function estimateSize(
  client: Client,
  keyspace: string,
  table: string,
): Promise<number | undefined> {
  const answers = await askNodes(
    client,
    'SELECT partitions_count, mean_partition_size FROM system.size_estimates WHERE keyspace_name = ? AND table_name = ?',
    [keyspace, table],
  );
  let bytes = 0;
  for (const rows of answers.values()) {
    for (const { partitions_count: count, mean_partition_size: size } of rows) {
      bytes += Number(count) * Number(size);
    }
  }
  return bytes > 0 ? bytes : undefined;
}
