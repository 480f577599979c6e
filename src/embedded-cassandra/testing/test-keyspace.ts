import { randomUUID } from 'node:crypto';
import { type CassandraConnection } from '../embedded-cassandra.options.js';
import { withDriver } from '../with-driver.js';
import { connectionFromEnvironment } from './connection-environment.js';

/** An empty keyspace of one test file. */
export interface TestKeyspace {
  /** `ks_` and a UUID without dashes. */
  readonly name: string;
  /** Spread it into `CassandraModule.forRoot`. Its secret for cursors is of this keyspace alone. */
  readonly connection: CassandraConnection & {
    readonly keyspace: string;
    readonly cursorSecrets: readonly string[];
  };
  /** Drops the keyspace with all its tables. */
  drop(): Promise<void>;
}

/**
 * Creates a keyspace with one replica that no other test uses: files can run side by side on one node.
 *
 * @param connection the cluster. Default: the one that CASSANDRA_CONTACT_POINTS, CASSANDRA_PORT,
 * CASSANDRA_LOCAL_DATACENTER, CASSANDRA_USERNAME and CASSANDRA_PASSWORD name.
 * @example
 * const keyspace = await createTestKeyspace();
 * // … CassandraModule.forRoot({ ...keyspace.connection, schema: 'sync' })
 * await keyspace.drop();
 */
export async function createTestKeyspace(
  connection: CassandraConnection = connectionFromEnvironment(),
): Promise<TestKeyspace> {
  const name = `ks_${randomUUID().replaceAll('-', '')}`;
  await execute(
    connection,
    `CREATE KEYSPACE "${name}" WITH replication = {'class': 'NetworkTopologyStrategy', '${connection.localDataCenter}': 1}`,
  );
  return {
    name,
    connection: { ...connection, keyspace: name, cursorSecrets: [`${name} ${randomUUID()}`] },
    drop: () => execute(connection, `DROP KEYSPACE IF EXISTS "${name}"`),
  };
}

async function execute(connection: CassandraConnection, cql: string): Promise<void> {
  await withDriver(connection, (client) => client.execute(cql));
}
