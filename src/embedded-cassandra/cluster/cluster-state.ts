import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CASSANDRA_VERSION } from '../node/class-path.js';
import { type ClusterTls } from '../node/certificate.js';
import { type ClusterPorts } from '../node/node-files.js';
import { EmbeddedCassandraError } from '../embedded-cassandra.error.js';
import { type CassandraCredentials, type CassandraProfile } from '../embedded-cassandra.options.js';

/** What the launcher remembers of a data directory; kept in `cluster.json`, readable by the owner only. */
export interface ClusterState {
  /** The newest Cassandra that has written here. */
  readonly cassandraVersion: string;
  readonly nodes: number;
  readonly profile: CassandraProfile;
  readonly ports: ClusterPorts;
  readonly superuser: CassandraCredentials;
  /** The role applications use; it may create keyspaces and owns those it creates. */
  readonly role: CassandraCredentials;
  /** Absent where connections are not encrypted. */
  readonly tls?: ClusterTls;
  /** True once both roles exist and the superuser that Cassandra comes with is shut out. */
  readonly rolesExist: boolean;
}

const stateFile = 'cluster.json';

/** The folder in the data directory that holds the nodes' certificate. */
export const TLS_FOLDER = 'tls';

/** The state of a directory, null for an empty one. Refuses a directory that this launcher must not start on. */
export function readClusterState(
  directory: string,
  nodes: number,
  profile: CassandraProfile,
): ClusterState | null {
  const file = join(directory, stateFile);
  if (!existsSync(file)) {
    const strangers = readdirSync(directory).filter((name) => !isOurs(name));
    if (strangers.length === 0) return null;
    throw new EmbeddedCassandraError(
      'data-directory-foreign',
      `"${directory}" holds files that no embedded node wrote (${strangers.slice(0, 3).join(', ')}). Give an empty or a new directory.`,
    );
  }
  const state = parseState(file);
  if (isNewer(state.cassandraVersion, CASSANDRA_VERSION)) {
    throw new EmbeddedCassandraError(
      'data-directory-newer',
      `"${directory}" was written by Cassandra ${state.cassandraVersion}; this launcher starts ${CASSANDRA_VERSION}, which may not read it. ` +
        'Update cassanest, or give another directory.',
    );
  }
  if (state.nodes !== nodes) {
    throw new EmbeddedCassandraError(
      'data-directory-other-cluster',
      `"${directory}" holds a cluster of ${state.nodes} node(s), and ${nodes} were asked for. Ask for ${state.nodes}, or give another directory.`,
    );
  }
  if (state.profile !== profile) {
    throw new EmbeddedCassandraError(
      'data-directory-other-cluster',
      `"${directory}" belongs to a ${state.profile} cluster, and a ${profile} one was asked for: a fast one begins empty. Give another directory.`,
    );
  }
  return state;
}

/** What may stand in a directory whose first start was cut off before there was a state. */
function isOurs(name: string): boolean {
  return name.startsWith('lock') || name === `${stateFile}.new` || name === TLS_FOLDER;
}

function parseState(file: string): ClusterState {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ClusterState;
  } catch (error) {
    throw new EmbeddedCassandraError(
      'data-directory-foreign',
      `"${file}" cannot be read as the launcher wrote it. Restore it from a backup, or give another directory.`,
      { cause: error },
    );
  }
}

/** Replaces the state in one step and on disk, so that a crash leaves the old or the new one. */
export function writeClusterState(directory: string, state: ClusterState): void {
  const file = join(directory, stateFile);
  const descriptor = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(descriptor, JSON.stringify(state, null, 2));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${file}.new`, file);
}

/** Passwords nobody has seen yet. */
export function newCredentials(username: string): CassandraCredentials {
  return { username, password: randomBytes(18).toString('base64url') };
}

function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(/[.-]/).map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
