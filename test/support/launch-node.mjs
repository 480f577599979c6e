// A process that starts a node, writes to it, and waits to be killed. Runs the built package, as users do.
import { auth, Client } from 'cassandra-driver';
import { startEmbeddedCassandra } from 'cassanest/embedded';

const [dataDirectory] = process.argv.slice(2);
const cassandra = await startEmbeddedCassandra({ dataDirectory });
const { contactPoints, port, localDataCenter, credentials } = cassandra.connection;
const client = new Client({
  contactPoints: [...contactPoints],
  protocolOptions: { port },
  localDataCenter,
  authProvider: new auth.PlainTextAuthProvider(credentials.username, credentials.password),
});
await client.execute(
  "CREATE KEYSPACE made_before_the_kill WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
);
await client.shutdown();
process.send(cassandra.nodes[0].pid);
setInterval(() => undefined, 60_000);
