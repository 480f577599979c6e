import { setTimeout as delay } from 'node:timers/promises';

const giveUpAfterMs = 300_000;

/**
 * Has the table written to disk and merged into one file, as a table that was loaded yesterday is: what a read costs the server
 * must not depend on how far compaction happened to be. CQL has no flush, but a table may be flushed by the clock.
 */
export async function settle(client, keyspace, table) {
  const name = `${keyspace}.${table}`;
  await client.execute(
    `ALTER TABLE ${name} WITH memtable_flush_period_in_ms = 1000 AND compaction = {'class': 'SizeTieredCompactionStrategy', 'min_threshold': 2, 'bucket_low': 0.01, 'bucket_high': 100}`,
  );
  const giveUpAt = performance.now() + giveUpAfterMs;
  for (let calm = 0; calm < 10 && performance.now() < giveUpAt;) {
    await delay(1000);
    calm = (await isCompacting(client, keyspace)) ? 0 : calm + 1;
  }
  await client.execute(`ALTER TABLE ${name} WITH memtable_flush_period_in_ms = 0`);
}

/** Only a superuser may look; others wait as long as nothing is known. */
async function isCompacting(client, keyspace) {
  try {
    const { rows } = await client.execute(
      `SELECT keyspace_name FROM system_views.sstable_tasks WHERE keyspace_name = '${keyspace}' ALLOW FILTERING`,
    );
    return rows.length > 0;
  } catch (error) {
    if (/permission/.test(error.message)) return false;
    throw error;
  }
}
