// A test run that starts a node and is killed. Runs the built package, as users do.
import { startCassandra } from 'cassanest/testing';

const cassandra = await startCassandra();
process.send(cassandra.nodes[0].pid);
setInterval(() => undefined, 60_000);
