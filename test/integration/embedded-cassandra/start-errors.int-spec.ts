import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { findFreePort } from '../../../src/embedded-cassandra/cluster/ports.js';
import { resolveClassPath } from '../../../src/embedded-cassandra/node/class-path.js';
import {
  CASSANDRA_VERSION,
  EmbeddedCassandraError,
  startEmbeddedCassandra,
} from '../../../src/embedded-cassandra/index.js';
import { findJava } from '../../../src/embedded-cassandra/node/java.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

/** The error of a start that must fail. */
async function failureOf(start: Promise<unknown>): Promise<EmbeddedCassandraError> {
  try {
    await start;
  } catch (error) {
    if (error instanceof EmbeddedCassandraError) return error;
    throw error;
  }
  throw new Error('It started.');
}

describe('startEmbeddedCassandra, when it cannot', () => {
  const directory = temporaryDirectory();
  const dataDirectory = join(directory.path, 'data');

  afterAll(() => {
    directory.remove();
  });

  /** An executable that answers like another program does. */
  function executable(name: string, script: string): string {
    const home = join(directory.path, name);
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'bin', 'java'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(home, 'bin', 'java'), 0o755);
    return home;
  }

  it('names what to install when there is no Java', async () => {
    const error = await failureOf(findJava({ environment: { PATH: directory.path }, folders: [] }));

    expect(error.code).toBe('java-missing');
    expect(error.message).toMatch(/no Java was found in JAVA_HOME and PATH/);
    expect(error.message).toMatch(/Install a Java 17 runtime .* docker compose up/);
  });

  it('names the folder when javaHome holds no Java', async () => {
    const javaHome = join(directory.path, 'nothing');
    const error = await failureOf(startEmbeddedCassandra({ dataDirectory, javaHome }));

    expect(error.code).toBe('java-missing');
    expect(error.message).toContain(`no Java was found in "${javaHome}"`);
  });

  it('names the Java it found when it is of another version', async () => {
    const javaHome = executable('java-21', 'echo \'openjdk version "21.0.2" 2024-01-16\' >&2');
    const error = await failureOf(startEmbeddedCassandra({ dataDirectory, javaHome }));

    expect(error.code).toBe('java-wrong-version');
    expect(error.message).toContain(`${join(javaHome, 'bin', 'java')} is Java 21.0.2`);
    expect(error.message).toContain('Install a Java 17 runtime');
  });

  it('prefers a Java 17 that comes later over a wrong one that comes first', async () => {
    const wrong = executable('java-8', 'echo \'java version "1.8.0_402"\' >&2');
    const right = executable('java-17', 'echo \'openjdk version "17.0.1"\' >&2');

    const found = await findJava({
      environment: { JAVA_HOME: wrong, PATH: join(right, 'bin') },
      folders: [],
    });

    expect(found).toBe(join(right, 'bin', 'java'));
  });

  it('names Maven when it is missing and no class path is kept', async () => {
    const error = await failureOf(
      resolveClassPath({
        directory: join(directory.path, 'empty-cache'),
        environment: { PATH: directory.path },
      }),
    );

    expect(error.code).toBe('maven-missing');
    expect(error.message).toMatch(
      /no "mvn" was found in PATH\. Install Maven .* docker compose up/,
    );
  });

  it('shows what Maven said when it fails', async () => {
    const bin = join(directory.path, 'maven', 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(
      join(bin, 'mvn'),
      '#!/bin/sh\necho "[ERROR] no route to the repository"\nexit 1\n',
    );
    chmodSync(join(bin, 'mvn'), 0o755);

    const error = await failureOf(
      resolveClassPath({
        directory: join(directory.path, 'empty-cache'),
        environment: { PATH: `${bin}:/usr/bin:/bin` },
      }),
    );

    expect(error.code).toBe('maven-failed');
    expect(error.message).toContain('[ERROR] no route to the repository');
  });

  describe('on a port that is taken', () => {
    let server: Server;
    let port: number;

    beforeAll(async () => {
      server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as { port: number }).port;
    });

    afterAll(async () => {
      await new Promise((resolve) => server.close(resolve));
    });

    it('names the port', async () => {
      const error = await failureOf(startEmbeddedCassandra({ dataDirectory, cqlPort: port }));

      expect(error.code).toBe('port-taken');
      expect(error.message).toContain(`Port ${port} at 127.0.0.1 is taken`);
      expect(error.message).toContain('leave cqlPort out');
    });
  });

  it('refuses a directory with files of somebody else', async () => {
    const foreign = join(directory.path, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.txt'), 'precious');

    const error = await failureOf(startEmbeddedCassandra({ dataDirectory: foreign }));

    expect(error.code).toBe('data-directory-foreign');
    expect(error.message).toContain('thesis.txt');
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('precious');
  });

  it('refuses a directory that a newer Cassandra has written', async () => {
    const newer = join(directory.path, 'newer');
    mkdirSync(newer);
    writeFileSync(
      join(newer, 'cluster.json'),
      JSON.stringify({ cassandraVersion: '5.1.0', nodes: 1 }),
    );

    const error = await failureOf(startEmbeddedCassandra({ dataDirectory: newer }));

    expect(error.code).toBe('data-directory-newer');
    expect(error.message).toContain(
      `written by Cassandra 5.1.0; this launcher starts ${CASSANDRA_VERSION}`,
    );
    expect(error.message).toContain('give another directory');
  });

  it('refuses another number of nodes than the directory holds', async () => {
    const three = join(directory.path, 'three');
    mkdirSync(three);
    writeFileSync(
      join(three, 'cluster.json'),
      JSON.stringify({ cassandraVersion: CASSANDRA_VERSION, nodes: 3 }),
    );

    const error = await failureOf(startEmbeddedCassandra({ dataDirectory: three }));

    expect(error.code).toBe('data-directory-other-cluster');
    expect(error.message).toContain('holds a cluster of 3 node(s), and 1 were asked for');
  });

  it('refuses to begin an empty cluster on data that was to be kept', async () => {
    const kept = join(directory.path, 'kept');
    mkdirSync(kept);
    writeFileSync(
      join(kept, 'cluster.json'),
      JSON.stringify({ cassandraVersion: CASSANDRA_VERSION, nodes: 1, profile: 'durable' }),
    );

    const error = await failureOf(startEmbeddedCassandra({ dataDirectory: kept, profile: 'fast' }));

    expect(error.code).toBe('data-directory-other-cluster');
    expect(error.message).toContain('belongs to a durable cluster, and a fast one was asked for');
  });

  it('takes a start that was cut off before there was a state as one that was never made', async () => {
    const cutOff = join(directory.path, 'cut-off');
    mkdirSync(cutOff);
    writeFileSync(join(cutOff, 'cluster.json.new'), '{');

    const error = await failureOf(
      startEmbeddedCassandra({ dataDirectory: cutOff, javaHome: directory.path }),
    );

    expect(error.code).toBe('java-missing'); // which is looked for after the directory was found to be good
  });

  it('says which file it cannot read', async () => {
    const torn = join(directory.path, 'torn');
    mkdirSync(torn);
    writeFileSync(join(torn, 'cluster.json'), '');

    const error = await failureOf(startEmbeddedCassandra({ dataDirectory: torn }));

    expect(error.code).toBe('data-directory-foreign');
    expect(error.message).toContain(`"${join(torn, 'cluster.json')}" cannot be read`);
  });

  it('says which directory it cannot make', async () => {
    const file = join(directory.path, 'file');
    writeFileSync(file, '');

    const error = await failureOf(startEmbeddedCassandra({ dataDirectory: join(file, 'data') }));

    expect(error.code).toBe('data-directory-foreign');
    expect(error.message).toContain('cannot be made or read');
  });

  it('says how to add an address that the machine does not have', async () => {
    const error = await failureOf(findFreePort(['192.0.2.1']));

    expect(error.code).toBe('address-missing');
    expect(error.message).toContain('ifconfig lo0 alias 192.0.2.1 up');
  });

  it('shows the last lines of the log when the node does not come up', async () => {
    const error = await failureOf(
      startEmbeddedCassandra({ dataDirectory, config: { no_such_setting: true } }),
    );

    expect(error.code).toBe('node-ended');
    expect(error.message).toContain('no_such_setting');
    expect(error.message).toContain(join(dataDirectory, 'node1', 'cassandra.log'));
  });

  it('says that nobody answered, and shows the log, when the time is up', async () => {
    const error = await failureOf(
      startEmbeddedCassandra({
        dataDirectory: join(directory.path, 'slow'),
        profile: 'fast',
        startTimeoutMs: 500,
      }),
    );

    expect(error.code).toBe('node-not-ready');
    expect(error.message).toMatch(/no answer to a query within 0\.5 s\. .*Last log lines:/s);
  });
});
