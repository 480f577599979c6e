import { auth, Client, type ClientOptions, policies } from 'cassandra-driver';
import { type CassandraConnection } from '../../../src/embedded-cassandra/index.js';

/** A bare driver, connected: for tests of what lies below the library. */
export async function openClient(
  connection: CassandraConnection,
  options: ClientOptions = {},
): Promise<Client> {
  const { username, password } = connection.credentials;
  const client = new Client({
    contactPoints: [...connection.contactPoints],
    protocolOptions: { port: connection.port },
    localDataCenter: connection.localDataCenter,
    authProvider: new auth.PlainTextAuthProvider(username, password),
    ...(connection.tls !== undefined && {
      sslOptions: { ca: connection.tls.ca, rejectUnauthorized: true },
    }),
    policies: { reconnection: new policies.reconnection.ConstantReconnectionPolicy(200) },
    ...options,
  });
  try {
    await client.connect();
  } catch (error) {
    await client.shutdown();
    throw error;
  }
  return client;
}
