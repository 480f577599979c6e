export { connectionFromEnvironment, connectionToEnvironment } from './connection-environment.js';
export {
  startCassandra,
  type StartCassandraOptions,
  stopKeptCassandra,
  type TestCassandra,
} from './start-cassandra.js';
export { createTestKeyspace, type TestKeyspace } from './test-keyspace.js';
