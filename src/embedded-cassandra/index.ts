export { cacheDirectory } from './cache-directory.js';
export { type CassandraNode } from './node/cassandra-node.js';
export { CASSANDRA_VERSION } from './node/class-path.js';
export { type EmbeddedCassandra } from './embedded-cassandra.js';
export {
  EmbeddedCassandraError,
  type EmbeddedCassandraErrorCode,
} from './embedded-cassandra.error.js';
export {
  type CassandraConnection,
  type CassandraCredentials,
  type CassandraProfile,
  type EmbeddedCassandraOptions,
} from './embedded-cassandra.options.js';
export { startEmbeddedCassandra } from './start-embedded-cassandra.js';
