import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from '../cassandra/index.js';
import { UsageError } from './command.js';

/** Of every command that connects; for `parseArgs`. */
export const connectionArguments = {
  'contact-points': { type: 'string' },
  port: { type: 'string' },
  'data-center': { type: 'string' },
  keyspace: { type: 'string' },
  username: { type: 'string' },
  'tls-ca': { type: 'string' },
} as const;

export const connectionUsage = `Connection, each by argument or by environment variable:
  --contact-points HOST,…   CASSANDRA_CONTACT_POINTS    default 127.0.0.1
  --port PORT               CASSANDRA_PORT              default 9042
  --data-center NAME        CASSANDRA_LOCAL_DATACENTER  default datacenter1
  --keyspace NAME           CASSANDRA_KEYSPACE          of tables that name none
  --username NAME           CASSANDRA_USERNAME          default none
                            CASSANDRA_PASSWORD          never an argument: those can be read by everybody
  --tls-ca FILE             CASSANDRA_TLS_CA            encrypt; trust this certificate (the variable holds its text)`;

type Values = Readonly<Partial<Record<keyof typeof connectionArguments, string | undefined>>>;

/** The connection that arguments and environment name. */
export function connectionFrom(
  values: Values,
  environment: NodeJS.ProcessEnv = process.env,
): ConnectionOptions {
  const of = (argument: keyof Values, variable: string): string | undefined =>
    values[argument] ?? (environment[variable] === '' ? undefined : environment[variable]);
  const keyspace = of('keyspace', 'CASSANDRA_KEYSPACE');
  if (keyspace === undefined) throw new UsageError('Give --keyspace or CASSANDRA_KEYSPACE.');
  const username = of('username', 'CASSANDRA_USERNAME');
  const password = environment.CASSANDRA_PASSWORD;
  if (username !== undefined && !password) {
    throw new UsageError('Give CASSANDRA_PASSWORD, as there is a user name.');
  }
  const ca = values['tls-ca'] === undefined ? environment.CASSANDRA_TLS_CA : read(values['tls-ca']);
  return {
    contactPoints: (of('contact-points', 'CASSANDRA_CONTACT_POINTS') ?? '127.0.0.1').split(','),
    port: Number(of('port', 'CASSANDRA_PORT') ?? 9042),
    localDataCenter: of('data-center', 'CASSANDRA_LOCAL_DATACENTER') ?? 'datacenter1',
    keyspace,
    ...(username !== undefined && password && { credentials: { username, password } }),
    ...(ca && { tls: { ca } }),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--tls-ca: "${file}" cannot be read.`);
  }
}
