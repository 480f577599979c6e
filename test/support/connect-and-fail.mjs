// A process that cannot connect, says so, and then has nothing more to do. Runs the built package, as users do.
import { connectCassandra } from 'cassanest';

const [options] = process.argv.slice(2);
await connectCassandra(JSON.parse(options)).catch((error) => process.send(error.code));
process.disconnect();
