import { type BackendCassandraOptions } from '../../src/config/backend-options.js';

/** The environment of another process of the backend on the same keyspace. */
export function environmentOf({
  contactPoints,
  port,
  localDataCenter,
  keyspace,
  credentials,
}: BackendCassandraOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CASSANDRA_CONTACT_POINTS: contactPoints.join(','),
    CASSANDRA_PORT: String(port),
    CASSANDRA_LOCAL_DATACENTER: localDataCenter,
    CASSANDRA_KEYSPACE: keyspace,
    CASSANDRA_USERNAME: credentials?.username ?? '',
    CASSANDRA_PASSWORD: credentials?.password ?? '',
    PORT: '0',
    SEED: 'off',
  };
}
