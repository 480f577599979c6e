// A process that closes its connection while 500 writes are on their way, most of them in line. Runs the built package.
import { connectCassandra, int, Table, text } from 'cassanest';

class User extends Table('users_under_load', {
  columns: { username: text(), age: int() },
  partitionKey: ['username'],
}) {}

const [options] = process.argv.slice(2);
const cassandra = await connectCassandra({ ...JSON.parse(options), tables: [User] });
const users = cassandra.repository(User);
const writing = Array.from({ length: 500 }, (_, index) =>
  users.insert({ username: `user${index}`, age: index }),
);
const closing = cassandra.close();
const late = await users.insert({ username: 'late', age: 1 }).catch((error) => error.code);
const ends = await Promise.allSettled(writing);
await closing;
process.send(
  `${ends.filter(({ status }) => status === 'fulfilled').length} written, late: ${late}`,
);
process.disconnect();
