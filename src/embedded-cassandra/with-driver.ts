import { auth, Client } from 'cassandra-driver';
import { type CassandraConnection } from './embedded-cassandra.options.js';

/** Connects a driver, does something with it, and closes it whatever happens. */
export async function withDriver<Result>(
  connection: CassandraConnection,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { username, password } = connection.credentials;
  const client = new Client({
    contactPoints: [...connection.contactPoints],
    protocolOptions: { port: connection.port },
    localDataCenter: connection.localDataCenter,
    authProvider: new auth.PlainTextAuthProvider(username, password),
    ...(connection.tls !== undefined && {
      sslOptions: { ca: connection.tls.ca, rejectUnauthorized: true },
    }),
    socketOptions: { connectTimeout: 3000, readTimeout: 30_000 },
  });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.shutdown();
  }
}
