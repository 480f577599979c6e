import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheDirectory } from './cache-directory.js';
import { EmbeddedCassandraError } from './embedded-cassandra.error.js';

/** The release that is started. */
export const CASSANDRA_VERSION = '5.0.9';

/** Cassandra without the Java driver it brings for its own tools: 99 jars, 82 MB. */
const pom = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cassanest</groupId>
  <artifactId>embedded-cassandra</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>org.apache.cassandra</groupId>
        <artifactId>cassandra-parent</artifactId>
        <version>${CASSANDRA_VERSION}</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>org.apache.cassandra</groupId>
      <artifactId>cassandra-all</artifactId>
      <version>${CASSANDRA_VERSION}</version>
      <exclusions>
        <exclusion>
          <groupId>com.datastax.cassandra</groupId>
          <artifactId>cassandra-driver-core</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
  </dependencies>
</project>
`;

export interface ClassPathOptions {
  /** Where the resolved class path is kept. @default cacheDirectory() */
  readonly directory?: string;
  /** Where PATH is read from. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  readonly onProgress?: ((message: string) => void) | undefined;
}

/**
 * Cassandra's jars. Maven is called once per machine: the class path is kept, and used for as long as every jar it names
 * is still in Maven's local repository.
 */
export async function resolveClassPath(options: ClassPathOptions = {}): Promise<readonly string[]> {
  const directory = options.directory ?? cacheDirectory();
  const key = createHash('sha256').update(pom).digest('hex').slice(0, 12);
  const file = join(directory, `class-path-${CASSANDRA_VERSION}-${key}.txt`);
  const cached = readClassPath(file);
  if (cached !== null) return cached;

  mkdirSync(directory, { recursive: true });
  const work = join(directory, `maven-${randomUUID()}`);
  mkdirSync(work);
  try {
    writeFileSync(join(work, 'pom.xml'), pom);
    await runMaven(work, options);
    renameSync(join(work, 'class-path.txt'), file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const resolved = readClassPath(file);
  if (resolved === null) {
    throw new EmbeddedCassandraError(
      'maven-failed',
      `Maven named jars that are not there: ${file}`,
    );
  }
  return resolved;
}

function readClassPath(file: string): readonly string[] | null {
  if (!existsSync(file)) return null;
  const jars = readFileSync(file, 'utf8').trim().split(delimiter);
  return jars.every((jar) => existsSync(jar)) ? jars : null;
}

async function runMaven(work: string, options: ClassPathOptions): Promise<void> {
  const args = [
    '-B',
    ...['-f', join(work, 'pom.xml')],
    'dependency:build-classpath',
    `-Dmdep.outputFile=${join(work, 'class-path.txt')}`,
    '-DincludeScope=runtime',
  ];
  const maven = spawn('mvn', args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: options.environment ?? process.env,
  });
  const lines: string[] = [];
  let files = 0;
  const read = (data: Buffer): void => {
    const added = data.toString().split('\n').filter(Boolean);
    files += added.filter((line) => line.includes('Downloaded from')).length;
    lines.push(...added.filter((line) => !line.includes('Download')));
  };
  maven.stdout.on('data', read);
  maven.stderr.on('data', read);

  const say = (): void =>
    options.onProgress?.(
      `Fetching Cassandra ${CASSANDRA_VERSION} with Maven (once): ${files} files so far`,
    );
  say();
  const timer = setInterval(say, 2000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      maven.on('error', reject);
      maven.on('close', resolve);
    });
    if (code !== 0) {
      throw new EmbeddedCassandraError(
        'maven-failed',
        `Maven could not fetch Cassandra ${CASSANDRA_VERSION} (exit code ${code ?? 'none'}); once it is fetched, no network is needed. Its last lines:\n` +
          lines.slice(-15).join('\n'),
      );
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new EmbeddedCassandraError(
      'maven-missing',
      `Cassandra ${CASSANDRA_VERSION} has to be fetched once with Maven, and no "mvn" was found in PATH. Install Maven (Debian: maven, macOS: brew install maven); ` +
        'or use a cluster you have: CASSANDRA_CONTACT_POINTS=host; or run everything in containers: docker compose up',
      { cause: error },
    );
  } finally {
    clearInterval(timer);
  }
}
