// A process that closes its connection while 500 requests are on their way, most of them in line: writes, and reads of the same
// rows. Runs the built package.
import { CassandraError, connectCassandra, int, Table, text } from 'cassanest';

class User extends Table('users_under_load', {
  columns: { username: text(), age: int() },
  partitionKey: ['username'],
}) {}

const [options] = process.argv.slice(2);
const cassandra = await connectCassandra({ ...JSON.parse(options), tables: [User] });
const users = cassandra.repository(User);
const requests = Array.from({ length: 250 }, (_, index) => [
  users.insert({ username: `user${index}`, age: index }),
  users.findOne({ username: `user${index}` }),
]).flat();
const closing = cassandra.close();
const late = await users.insert({ username: 'late', age: 1 }).catch((error) => error.code);
const ends = await Promise.allSettled(requests);
await closing;
const errors = ends.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
process.send({
  answered: ends.length - errors.length,
  failed: errors.filter((error) => error instanceof CassandraError).length,
  foreign: errors.filter((error) => !(error instanceof CassandraError)).map(String),
  late,
});
process.disconnect();
