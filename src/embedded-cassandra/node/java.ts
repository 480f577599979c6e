import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EmbeddedCassandraError } from '../embedded-cassandra.error.js';

/** The one Java release whose start flags the launcher knows; Cassandra 5.0 itself runs on 11 and 17. */
const requiredMajor = 17;

const whereDistributionsInstall = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'];

const advice =
  `Install a Java ${requiredMajor} runtime (Debian: openjdk-17-jre-headless, macOS: brew install openjdk@17) and point JAVA_HOME at it; ` +
  'or use a cluster you have: CASSANDRA_CONTACT_POINTS=host; or run everything in containers: docker compose up';

export interface JavaSearch {
  /** Look here and nowhere else. */
  readonly javaHome?: string | undefined;
  /** Where JAVA_HOME and PATH are read from. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  /** Folders that hold one Java per folder. @default the usual ones of Linux and macOS */
  readonly folders?: readonly string[];
}

/**
 * The path of a Java 17 executable: that of `javaHome`, else of JAVA_HOME, of PATH, or of the folders where
 * distributions install it, whichever is first of the right version.
 */
export async function findJava(search: JavaSearch = {}): Promise<string> {
  const seen: string[] = [];
  for (const executable of candidates(search)) {
    const version = await javaVersion(executable);
    if (version === null) continue;
    if (majorOf(version) === requiredMajor) return executable;
    seen.push(`${executable} is Java ${version}`);
  }
  if (seen.length > 0) {
    throw new EmbeddedCassandraError(
      'java-wrong-version',
      `Cassandra 5.0 is started with Java ${requiredMajor}; found only: ${seen.join('; ')}. ${advice}`,
    );
  }
  const where = search.javaHome === undefined ? 'JAVA_HOME and PATH' : `"${search.javaHome}"`;
  throw new EmbeddedCassandraError(
    'java-missing',
    `Cassandra needs Java ${requiredMajor}, and no Java was found in ${where}. ${advice}`,
  );
}

function* candidates(search: JavaSearch): Generator<string> {
  if (search.javaHome !== undefined) {
    yield join(search.javaHome, 'bin', 'java');
    return;
  }
  const environment = search.environment ?? process.env;
  if (environment.JAVA_HOME) yield join(environment.JAVA_HOME, 'bin', 'java');
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    if (folder !== '') yield join(folder, 'java');
  }
  for (const folder of search.folders ?? whereDistributionsInstall) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).sort()) {
      yield join(folder, name, 'bin', 'java');
      yield join(folder, name, 'Contents', 'Home', 'bin', 'java');
    }
  }
}

/** What `java -version` says, for example `17.0.15`; null when there is no such executable or it is no Java. */
function javaVersion(executable: string): Promise<string | null> {
  if (!existsSync(executable)) return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile(executable, ['-version'], { timeout: 15_000 }, (_error, stdout, stderr) => {
      resolve(/version "([^"]+)"/.exec(stderr + stdout)?.[1] ?? null);
    });
  });
}

/** `1.8.0_402` is Java 8; since 9 the first number is the release. */
function majorOf(version: string): number {
  const [first, second] = version.split(/[._-]/).map(Number);
  return (first === 1 ? second : first) ?? 0;
}
