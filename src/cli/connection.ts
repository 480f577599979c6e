import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Client, policies } from 'cassandra-driver';
import {
  type Cassandra,
  connectCassandra,
  type ConnectCassandraOptions,
  translateDriverError,
} from '../cassandra/index.js';
import { UsageError } from './command.js';
import { environment } from './environment.js';
import { portOf } from './flags.js';

/** The options of every command that connects, for `parseArgs`. */
export const connectionFlags = {
  host: { type: 'string', multiple: true },
  port: { type: 'string' },
  'local-datacenter': { type: 'string' },
  username: { type: 'string' },
  'password-file': { type: 'string' },
  'tls-ca': { type: 'string' },
} as const;

export const connectionUsage = `  --host ADDRESS           a node; may be given again for others (CASSANDRA_CONTACT_POINTS)
  --port NUMBER            of CQL; 9042 (CASSANDRA_PORT)
  --local-datacenter NAME  the node's own if left out (CASSANDRA_LOCAL_DATACENTER)
  --username NAME          (CASSANDRA_USERNAME); the password comes from --password-file, CASSANDRA_PASSWORD, or is asked for
  --password-file FILE     its first line
  --tls-ca FILE            encrypt, and trust this certificate (CASSANDRA_TLS_CA, a file or its text; CASSANDRA_TLS=on alone
                           trusts the authorities that Node knows)`;

/** What `parseArgs` makes of the flags. */
export interface ConnectionArgs {
  readonly host?: readonly string[] | undefined;
  readonly port?: string | undefined;
  readonly 'local-datacenter'?: string | undefined;
  readonly username?: string | undefined;
  readonly 'password-file'?: string | undefined;
  readonly 'tls-ca'?: string | undefined;
}

/** A connection to the cluster the flags name; every part of it that is left out is taken from CASSANDRA_… or found out. */
export async function connect(
  args: ConnectionArgs,
  keyspace: string,
  more: Pick<ConnectCassandraOptions, 'tables' | 'schema' | 'replication'> = {},
): Promise<Cassandra> {
  const contactPoints = args.host ?? contactPointsOfEnvironment();
  const port =
    args.port === undefined
      ? portOf(environment('CASSANDRA_PORT') ?? '9042', 'CASSANDRA_PORT')
      : portOf(args.port);
  const credentials = await credentialsOf(args);
  const tls = tlsOf(args);
  const reach = {
    contactPoints,
    port,
    ...(credentials !== undefined && { credentials }),
    ...(tls !== undefined && { tls }),
  };
  return await connectCassandra({
    ...reach,
    localDataCenter:
      args['local-datacenter'] ??
      environment('CASSANDRA_LOCAL_DATACENTER') ??
      (await findDataCenter(reach)),
    keyspace,
    connectTries: 3,
    // Nothing here pages with cursors.
    cursorSecrets: [randomBytes(32).toString('hex')],
    ...more,
  });
}

function contactPointsOfEnvironment(): readonly string[] {
  const list = environment('CASSANDRA_CONTACT_POINTS');
  if (list === undefined) throw new UsageError('Name a node with --host.');
  const points = list.split(',').map((point) => point.trim());
  if (!points.includes('')) return points;
  throw new UsageError('CASSANDRA_CONTACT_POINTS has an empty name. Name nodes as in a,b.');
}

type Credentials = { readonly username: string; readonly password: string } | undefined;

async function credentialsOf(args: ConnectionArgs): Promise<Credentials> {
  const username = args.username ?? environment('CASSANDRA_USERNAME');
  if (username === undefined) return undefined;
  const file = args['password-file'];
  if (file !== undefined) {
    return { username, password: readText(file).split(/\r?\n/)[0] ?? '' };
  }
  const password = environment('CASSANDRA_PASSWORD') ?? (await askPassword(username));
  return { username, password };
}

type Tls = true | { readonly ca: string } | undefined;

function tlsOf(args: ConnectionArgs): Tls {
  const authority = args['tls-ca'] ?? environment('CASSANDRA_TLS_CA');
  if (authority !== undefined) return { ca: isPem(authority) ? authority : readText(authority) };
  return environment('CASSANDRA_TLS') === 'on' ? true : undefined;
}

function isPem(text: string): boolean {
  return text.startsWith('-----BEGIN');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`"${file}" cannot be read.`);
  }
}

/** Asks without showing what is typed. */
async function askPassword(username: string): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError('Give the password with --password-file.');
  process.stderr.write(`Password of ${username}: `);
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await prompt.question('');
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}

/** The data centre of the first node that answers. */
async function findDataCenter({
  contactPoints,
  port,
  credentials,
  tls,
}: {
  readonly contactPoints: readonly string[];
  readonly port: number;
  readonly credentials?: Credentials;
  readonly tls?: NonNullable<Tls>;
}): Promise<string> {
  const client = new Client({
    contactPoints: [...contactPoints],
    protocolOptions: { port },
    ...(credentials !== undefined && { credentials }),
    ...(tls !== undefined && {
      sslOptions: { ...(tls !== true && { ca: [tls.ca] }), rejectUnauthorized: true },
    }),
    policies: { loadBalancing: new policies.loadBalancing.RoundRobinPolicy() },
  });
  try {
    await client.connect();
    const { rows } = await client.execute(
      "SELECT data_center FROM system.local WHERE key = 'local'",
    );
    return String(rows[0]?.data_center);
  } catch (error) {
    throw translateDriverError(error, { operation: 'connect' });
  } finally {
    await client.shutdown();
  }
}
