import type { CassandraOptions } from './cassandra.options.js';
import type { ConnectionTimeouts } from '../connection/connection-options.js';
import type { TlsOptions } from '../connection/tls-options.js';
import { meantOption, namesOf, type OptionNames } from '../query/plan/option-names.js';
import type { Given } from './given-options.js';

export const optionNames = namesOf<CassandraOptions>({
  contactPoints: true,
  port: true,
  localDataCenter: true,
  keyspace: true,
  credentials: true,
  consistency: true,
  serialConsistency: true,
  writesFromOneDataCenter: true,
  timeouts: true,
  connect: true,
  connectTries: true,
  connectRetryDelayMs: true,
  tls: true,
  maxRequestsInFlight: true,
  maxRequestsQueued: true,
  speculativeReadAfterMs: true,
  driver: true,
  schema: true,
  replication: true,
  pageSize: true,
  maxRows: true,
  maxInValues: true,
  maxBatchBytes: true,
  missingValues: true,
  repairIntervalMs: true,
  repairAfterMs: true,
  cursorSecrets: true,
});
export const timeoutNames = namesOf<ConnectionTimeouts>({
  connectMs: true,
  readMs: true,
  scanMs: true,
  writeMs: true,
  schemaMs: true,
  indexBuildMs: true,
  shutdownMs: true,
});
export const tlsOptionNames = namesOf<TlsOptions>({
  ca: true,
  serverName: true,
  cert: true,
  key: true,
  passphrase: true,
  verify: true,
});

/** Options of other calls, and what is meant by them here. */
const elsewhere: Readonly<Record<string, string>> = {
  tables: 'Give them to CassandraModule.forFeature([…]) in the module that uses them.',
  name: 'Give the name of the connection to forRoot or forRootAsync itself.',
};

/** One that is misspelt would be left out, and with it what it asks for. */
export function unknownNames(prefix: string, given: Given, known: OptionNames): readonly string[] {
  return Object.keys(given)
    .filter((name) => given[name] !== undefined && !known.has(name))
    .map((name) => {
      const meant = meantOption(name, known, prefix);
      return `${prefix}${name}: there is no such option. ${prefix === '' ? (elsewhere[name] ?? meant) : meant}`;
    });
}
