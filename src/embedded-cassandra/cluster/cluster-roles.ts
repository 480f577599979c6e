import { type Client, errors } from 'cassandra-driver';
import { type ClusterState } from './cluster-state.js';
import {
  type CassandraConnection,
  type CassandraCredentials,
} from '../embedded-cassandra.options.js';
import { withDriver } from '../with-driver.js';

/** SimpleSnitch has one data centre. */
export const LOCAL_DATA_CENTER = 'datacenter1';

const comesWithCassandra: CassandraCredentials = { username: 'cassandra', password: 'cassandra' };

/** Asks one node a question as the application's role; throws while the node cannot answer. */
export async function queryNode(address: string, state: ClusterState): Promise<void> {
  await withDriver(connectionTo(address, state, state.role), (client) =>
    client.execute('SELECT key FROM system.local'),
  );
}

/**
 * Creates our superuser and the application's role, then shuts out the superuser that Cassandra comes with. Each step can
 * be repeated, for a start may be interrupted anywhere. Throws while the cluster is not ready for it.
 */
export async function createRoles(
  addresses: readonly string[],
  state: ClusterState,
): Promise<void> {
  const [first = ''] = addresses;
  try {
    await withDriver(connectionTo(first, state, comesWithCassandra), async (client) => {
      await createOurRoles(client, addresses.length, state);
    });
  } catch (error) {
    // After an interrupted start the first superuser may be shut out already; then ours exists.
    if (!isRefusedLogin(error)) throw error;
  }
  await withDriver(connectionTo(first, state, state.superuser), (client) =>
    client.execute(
      `ALTER ROLE ${comesWithCassandra.username} WITH SUPERUSER = false AND LOGIN = false`,
    ),
  );
}

async function createOurRoles(client: Client, nodes: number, state: ClusterState): Promise<void> {
  if (client.hosts.length < nodes) {
    throw new Error(`the first node sees ${client.hosts.length} of ${nodes} nodes`);
  }
  if (nodes > 1) {
    // With one replica, nobody could log in while its node is down.
    await client.execute(
      `ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy', '${LOCAL_DATA_CENTER}': ${nodes}}`,
    );
  }
  await client.execute(createRole(state.superuser, true));
  await client.execute(createRole(state.role, false));
  await client.execute(`GRANT CREATE ON ALL KEYSPACES TO "${state.role.username}"`);
}

/** Role statements take no bound values; the names and passwords are ours, of letters, digits, `-` and `_`. */
function createRole({ username, password }: CassandraCredentials, superuser: boolean): string {
  return `CREATE ROLE IF NOT EXISTS "${username}" WITH PASSWORD = '${password}' AND LOGIN = true AND SUPERUSER = ${String(superuser)}`;
}

/** One node alone, so that it is that node which answers. */
function connectionTo(
  address: string,
  { ports, tls }: ClusterState,
  credentials: CassandraCredentials,
): CassandraConnection {
  return {
    contactPoints: [address],
    port: ports.cql,
    localDataCenter: LOCAL_DATA_CENTER,
    credentials,
    ...(tls !== undefined && { tls: { ca: tls.ca } }),
  };
}

function isRefusedLogin(error: unknown): boolean {
  return (
    error instanceof errors.NoHostAvailableError &&
    Object.values(error.innerErrors as Record<string, unknown>).some(
      (inner) => inner instanceof errors.AuthenticationError,
    )
  );
}
