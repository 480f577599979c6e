import { readFileSync } from 'node:fs';
import { type CassandraConnection } from '../embedded-cassandra.options.js';

/** The environment variables of a connection, as Jest's global set-up hands them to the test files. */
export function connectionToEnvironment(connection: CassandraConnection): Record<string, string> {
  return {
    CASSANDRA_CONTACT_POINTS: connection.contactPoints.join(','),
    CASSANDRA_PORT: String(connection.port),
    CASSANDRA_LOCAL_DATACENTER: connection.localDataCenter,
    CASSANDRA_USERNAME: connection.credentials.username,
    CASSANDRA_PASSWORD: connection.credentials.password,
    ...(connection.tls !== undefined && { CASSANDRA_TLS_CA: connection.tls.ca }),
  };
}

/**
 * The connection that the environment names.
 *
 * @throws Error when CASSANDRA_CONTACT_POINTS is not set; the others default to 9042, `datacenter1` and `cassandra`. With
 * CASSANDRA_TLS_CA, a certificate as PEM or its file, connections are encrypted. An empty variable counts as absent.
 */
export function connectionFromEnvironment(
  variables: NodeJS.ProcessEnv = process.env,
): CassandraConnection {
  const environment = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== ''),
  );
  const contactPoints = environment.CASSANDRA_CONTACT_POINTS;
  const authority = environment.CASSANDRA_TLS_CA;
  if (contactPoints === undefined) {
    throw new Error(
      'CASSANDRA_CONTACT_POINTS is not set: call startCassandra() in the global set-up and put connectionToEnvironment(connection) into process.env, ' +
        'or give createTestKeyspace() a connection.',
    );
  }
  return {
    contactPoints: contactPoints.split(',').map((point) => point.trim()),
    port: Number(environment.CASSANDRA_PORT ?? 9042),
    localDataCenter: environment.CASSANDRA_LOCAL_DATACENTER ?? 'datacenter1',
    credentials: {
      username: environment.CASSANDRA_USERNAME ?? 'cassandra',
      password: environment.CASSANDRA_PASSWORD ?? 'cassandra',
    },
    ...(authority !== undefined && {
      tls: { ca: authority.startsWith('-----BEGIN') ? authority : readFileSync(authority, 'utf8') },
    }),
  };
}
