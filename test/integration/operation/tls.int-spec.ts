import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NestExpressApplication } from '@nestjs/platform-express';
import {
  Cassandra,
  type CassandraOptions,
  CassandraConfigurationError,
  CassandraUnreachableError,
  connectCassandra,
} from '../../../src/cassandra/index.js';
import {
  connectionFromEnvironment,
  connectionToEnvironment,
  createTestKeyspace,
  startCassandra,
  type TestCassandra,
} from '../../../src/embedded-cassandra/testing/index.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { openCluster } from '../../../src/local-cluster.js';
import { failedTries } from '../../support/nodes/failed-tries.js';
import { openApp } from '../../support/api/start-backend.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { clientCertificate, nodeCertificate, TlsProxy } from '../../support/tls/tls-proxy.js';
import { User } from '../../support/api/users.js';

describe('tls', () => {
  let node: TestCassandra;
  const open: Cassandra[] = [];
  const apps: NestExpressApplication[] = [];

  async function connect(more: Partial<CassandraOptions>): Promise<Cassandra> {
    const options = { ...node.connection, keyspace: 'unused', connectRetryDelayMs: 20, ...more };
    const cassandra = await connectCassandra(options);
    open.push(cassandra);
    return cassandra;
  }

  /** At the first try: another one would say the same. */
  async function refusal(more: Partial<CassandraOptions>): Promise<CassandraConfigurationError> {
    const { error, tries } = await failedTries(() => connect(more));
    expect(error).toBeInstanceOf(CassandraConfigurationError);
    expect(tries).toEqual([]);
    return error as CassandraConfigurationError;
  }

  beforeAll(async () => {
    node = await startCassandra({ tls: true });
  });

  afterAll(async () => {
    for (const app of apps) await app.close();
    for (const cassandra of open) await cassandra.close();
    await node.stop();
  });

  it('connects where the certificate is signed by the given authority and names the address', async () => {
    const keyspace = await createTestKeyspace(node.connection);
    const cassandra = await connect({ ...keyspace.connection });
    await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [User] }).then((own) =>
      own.close(),
    );
    const users = cassandra.repository(User);
    await users.insert({ username: 'ada', age: 36, cityId: 1 });
    expect(await users.findOne({ username: 'ada' })).toMatchObject({ age: 36 });
  });

  it('refuses a certificate of another authority at the first try', async () => {
    const error = await refusal({ tls: true, connect: 'required' });
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(error.message).toContain('tls.ca');
  });

  it('refuses a certificate of another name at the first try', async () => {
    const tls = { ...node.connection.tls, serverName: 'cassandra.example.org' };
    expect((await refusal({ tls })).message).toContain('tls.serverName');
  });

  it('tells a background start of a certificate that it will never trust', async () => {
    const cassandra = await connect({ tls: true, connect: 'background' });
    await expect(cassandra.connected).rejects.toThrow(CassandraConfigurationError);
  });

  it('trusts anybody only when told to', async () => {
    const cassandra = await connect({ tls: { verify: false } });
    await expect(cassandra.ping()).resolves.toBeUndefined();
  });

  it('refuses a node that does not encrypt at the first try', async () => {
    const error = await refusal({ ...connectionFromEnvironment(), tls: true });
    expect(error.message).toContain('client_encryption_options');
  });

  it('knows nodes by the one name in their certificates, and shows its own to those that ask for one', async () => {
    const { contactPoints, port: plainPort, ...plain } = connectionFromEnvironment();
    const proxy = new TlsProxy({ host: contactPoints[0] ?? '', port: plainPort });
    const behind = { ...plain, contactPoints: ['127.0.0.1'], port: await proxy.start() };
    try {
      const cassandra = await connect({
        ...behind,
        tls: { ...nodeCertificate, ...clientCertificate },
      });
      await expect(cassandra.ping()).resolves.toBeUndefined();
      await cassandra.close();
      const byAddress = { ca: nodeCertificate.ca, ...clientCertificate };
      expect((await refusal({ ...behind, tls: byAddress })).message).toContain('tls.serverName');
      const { error } = await failedTries(() =>
        connect({ ...behind, tls: nodeCertificate, connectTries: 1 }),
      );
      expect(error).toBeInstanceOf(CassandraUnreachableError);
    } finally {
      await proxy.stop();
    }
  });

  describe('of the backend, by its environment', () => {
    const directory = temporaryDirectory();

    afterAll(() => {
      directory.remove();
    });

    async function start(more: Record<string, string>): Promise<Cassandra> {
      const { tls: _, ...plain } = node.connection;
      const variables = {
        ...connectionToEnvironment(plain),
        CASSANDRA_KEYSPACE: 'backend',
        ...more,
      };
      const { options } = await openCluster(readEnvironment(variables), () => undefined);
      const app = await openApp({ cassandra: options, exports: { root: directory.path } });
      apps.push(app);
      return app.get(Cassandra);
    }

    it('connects with CASSANDRA_TLS=on and the authority of CASSANDRA_TLS_CA', async () => {
      const file = join(directory.path, 'ca.pem');
      writeFileSync(file, node.connection.tls?.ca ?? '');
      const cassandra = await start({ CASSANDRA_TLS: 'on', CASSANDRA_TLS_CA: file });
      await cassandra.connected;
      await expect(cassandra.ping()).resolves.toBeUndefined();
    });

    it('trusts no certificate of an authority that nobody named', async () => {
      const cassandra = await start({ CASSANDRA_TLS: 'on' });
      await expect(cassandra.connected).rejects.toThrow(CassandraConfigurationError);
    });
  });

  it('is refused by the node to who does not encrypt', async () => {
    const { contactPoints, port, localDataCenter, credentials } = node.connection;
    const plain = { contactPoints, port, localDataCenter, credentials, keyspace: 'unused' };
    const connecting = connectCassandra({ ...plain, connectTries: 1 });
    await expect(connecting).rejects.toThrow(CassandraUnreachableError);
  });
});
