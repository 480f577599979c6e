// A process that connects, closes when it is told to, and then has nothing more to do. Runs the built package, as users do.
import { connectCassandra } from 'cassanest';

const [options] = process.argv.slice(2);
const cassandra = await connectCassandra(JSON.parse(options));
process.send('connected');
cassandra.client.hosts.on('remove', () => process.send('host replaced'));
cassandra.client.on('log', (level, _source, message) => {
  if (message.includes('scheduling reconnection')) process.send('reconnecting');
});
process.once('message', async () => {
  await cassandra.close();
  process.send('closed');
  process.disconnect();
});
