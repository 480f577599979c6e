import { createHash } from 'node:crypto';
import { type BackendCassandraOptions } from './config/backend-options.js';
import { readCertificates } from './config/certificate.js';
import { type Environment } from './config/environment.js';
import { type CassandraConnection, startEmbeddedCassandra } from './embedded-cassandra/index.js';

/** A cluster to work on, and how to give it up. */
export interface Cluster {
  readonly options: BackendCassandraOptions;
  stop(): Promise<void>;
}

/** The cluster that CASSANDRA_CONTACT_POINTS names, else an embedded node whose data stays in DATA_DIR. */
export async function openCluster(
  environment: Environment,
  report: (message: string) => void,
): Promise<Cluster> {
  const common = {
    keyspace: environment.CASSANDRA_KEYSPACE,
    replicas: environment.CASSANDRA_REPLICAS,
    cursorSecrets: environment.CURSOR_SECRETS ?? [],
  };
  if (environment.CASSANDRA_CONTACT_POINTS === undefined) {
    const node = await startEmbeddedCassandra({
      dataDirectory: environment.DATA_DIR,
      onProgress: report,
      onUnexpectedEnd: report,
    });
    const cursorSecrets = environment.CURSOR_SECRETS ?? [secretOf(node.connection)];
    return {
      options: { ...node.connection, ...common, cursorSecrets, replicas: 1 },
      stop: () => node.stop(),
    };
  }
  const { CASSANDRA_USERNAME: username, CASSANDRA_PASSWORD: password } = environment;
  return {
    options: {
      ...common,
      contactPoints: environment.CASSANDRA_CONTACT_POINTS,
      port: environment.CASSANDRA_PORT,
      localDataCenter: environment.CASSANDRA_LOCAL_DATACENTER,
      ...(username !== undefined &&
        password !== undefined && { credentials: { username, password } }),
      ...(environment.CASSANDRA_TLS === 'on' && { tls: tlsOf(environment) }),
    },
    stop: () => Promise.resolve(),
  };
}

/** Verified in every case. */
function tlsOf({ CASSANDRA_TLS_CA: file }: Environment): true | { readonly ca: string } {
  return file === undefined ? true : { ca: readCertificates(file) };
}

/** As lasting and as secret as the node's own password, so that cursors outlive a restart with nothing to configure. */
function secretOf({ credentials }: CassandraConnection): string {
  return createHash('sha256').update(`cursors ${credentials.password}`).digest('hex');
}
