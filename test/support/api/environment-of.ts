import { type Backend } from './start-backend.js';

/** The environment of another process of the backend on the same keyspace. */
export function environmentOf({ cassandra }: Backend): NodeJS.ProcessEnv {
  const { contactPoints, port, localDataCenter, keyspace, credentials } = cassandra;
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
