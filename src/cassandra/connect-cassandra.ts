import { Cassandra } from './cassandra.js';
import type { ConnectCassandraOptions } from './options/cassandra.options.js';
import { requireOptions } from './errors/refused/require-options.js';

/**
 * A connection without Nest, for scripts and tests. Close it with `close()`.
 *
 * @example
 * const cassandra = await connectCassandra({
 *   contactPoints: ['127.0.0.1'], localDataCenter: 'datacenter1', keyspace: 'city_info', tables: [User],
 * });
 * const user = await cassandra.repository(User).findOne({ username: 'ada' });
 */
export async function connectCassandra(options: ConnectCassandraOptions): Promise<Cassandra> {
  requireOptions('connectCassandra', options);
  const { tables = [], ...connection } = options;
  return await Cassandra.open(connection, tables);
}
