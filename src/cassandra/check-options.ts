import type { CassandraOptions } from './cassandra.options.js';
import { isConsistency, isSerialConsistency } from './cql/consistency.js';
import { InvalidOptionsError } from './errors/refused/invalid-options.error.js';
import { requireOptions } from './errors/refused/require-options.js';
import type { ConnectionTimeouts } from './connection/connection-options.js';
import type { TlsOptions } from './connection/tls-options.js';
import { nearestName } from './query/filter/nearest-name.js';

// By name, so that the compiler sees one that is missing here.
const optionNames = namesOf<CassandraOptions>({
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
const timeoutNames = namesOf<ConnectionTimeouts>({
  connectMs: true,
  readMs: true,
  scanMs: true,
  writeMs: true,
  schemaMs: true,
  indexBuildMs: true,
  shutdownMs: true,
});
const tlsOptionNames = namesOf<TlsOptions>({
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
const legalKeyspace = /^\w{1,48}$/;
const minSecretLength = 32;

/** Throws one error that names every option that cannot work. Values are not repeated: some are secrets. */
export function checkOptions(
  options: CassandraOptions,
  // Nest itself has no other word for it, and an option would be forgotten where it matters.
  // eslint-disable-next-line no-restricted-properties
  isProduction = process.env.NODE_ENV === 'production',
): void {
  requireOptions('options', options);
  const given: Readonly<Record<string, unknown>> = { ...options };
  const problems = [
    ...unknownNames('', given, optionNames),
    ...addressProblems(given),
    ...numberProblems(given),
    ...choiceProblems(given),
    ...replicationProblems(given),
    ...secretProblems(given),
    ...tlsProblems(given),
    ...driverProblems(given),
    ...(isProduction ? productionProblems(given) : []),
  ];
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}

/** What works, and yet may not be meant. */
export function warningsOf({ cursorSecrets = [], tls }: CassandraOptions): readonly string[] {
  const warnings: string[] = [];
  if (cursorSecrets.length === 0) {
    warnings.push(
      'No cursorSecrets: cursors of page() end with this process and fit no other instance.',
    );
  }
  if (isRecord(tls) && tls.verify === false) {
    warnings.push(
      'tls.verify is false: whoever sits between here and the nodes can read all of it.',
    );
  }
  return warnings;
}

type Given = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function namesOf<Options>(names: Readonly<Record<keyof Options, true>>): readonly string[] {
  return Object.keys(names);
}

/** One that is misspelt would be left out, and with it what it asks for. */
function unknownNames(prefix: string, given: Given, known: readonly string[]): readonly string[] {
  return Object.keys(given)
    .filter((name) => given[name] !== undefined && !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known);
      const meant =
        nearest === undefined ? `Give ${known.join(', ')}.` : `Did you mean ${prefix}${nearest}?`;
      return `${prefix}${name}: there is no such option. ${elsewhere[name] ?? meant}`;
    });
}

/** What is a convenience elsewhere and a hole there. */
function productionProblems({ cursorSecrets = [], tls }: Given): readonly string[] {
  const problems: string[] = [];
  if (Array.isArray(cursorSecrets) && cursorSecrets.length === 0) {
    problems.push(
      'cursorSecrets: in production (NODE_ENV) give one, the same in all instances (openssl rand -base64 32).',
    );
  }
  if (isRecord(tls) && tls.verify === false) {
    problems.push('tls.verify: in production (NODE_ENV) give ca or serverName instead of false.');
  }
  return problems;
}

function addressProblems(given: Given): readonly string[] {
  const { contactPoints, localDataCenter, keyspace } = given;
  const problems: string[] = [];
  if (!Array.isArray(contactPoints) || contactPoints.length === 0 || !contactPoints.every(isText)) {
    problems.push("contactPoints: give the address of a node or more, such as ['127.0.0.1'].");
  }
  if (!isText(localDataCenter)) {
    problems.push(
      'localDataCenter: give the name that `nodetool status` shows, such as datacenter1.',
    );
  }
  if (typeof keyspace !== 'string' || !legalKeyspace.test(keyspace)) {
    problems.push('keyspace: give 1 to 48 letters, digits and underscores.');
  }
  return problems;
}

function numberProblems(given: Given): readonly string[] {
  const { timeouts: asked = {} } = given;
  const timeouts = isRecord(asked) ? asked : {};
  const limits: readonly (readonly [string, unknown, number])[] = [
    ['port', given.port, 65_535],
    ['pageSize', given.pageSize, 50_000],
    ['maxRows', given.maxRows, 2 ** 31 - 1],
    ['maxInValues', given.maxInValues, 65_535],
    ['maxBatchBytes', given.maxBatchBytes, 2 ** 31 - 1],
    ['repairIntervalMs', given.repairIntervalMs, 2 ** 31 - 1],
    ['repairAfterMs', given.repairAfterMs, 2 ** 31 - 1],
    ['connectTries', given.connectTries, 2 ** 31 - 1],
    ['connectRetryDelayMs', given.connectRetryDelayMs, 2 ** 31 - 1],
    ['maxRequestsInFlight', given.maxRequestsInFlight, 32_768],
    ['maxRequestsQueued', given.maxRequestsQueued, 2 ** 31 - 1],
    ['speculativeReadAfterMs', given.speculativeReadAfterMs, 60_000],
    ...timeoutNames.map((name) => [`timeouts.${name}`, timeouts[name], 2 ** 31 - 1] as const),
  ];
  return [
    ...(isRecord(asked) ? [] : ['timeouts: give an object, such as { readMs: 6000 }.']),
    ...unknownNames('timeouts.', timeouts, timeoutNames),
    ...limits
      .filter(([, value, max]) => value !== undefined && !isWhole(value, max))
      .map(([name, , max]) => `${name}: give a whole number from 1 to ${String(max)}.`),
  ];
}

function choiceProblems(given: Given): readonly string[] {
  const choices: readonly (readonly [string, readonly string[]])[] = [
    ['schema', ['none', 'validate', 'sync']],
    ['connect', ['required', 'background']],
    ['missingValues', ['error', 'null']],
    ['serialConsistency', ['SERIAL', 'LOCAL_SERIAL']],
  ];
  const problems = choices
    .filter(
      ([name, legal]) =>
        given[name] !== undefined && !(legal as readonly unknown[]).includes(given[name]),
    )
    .map(([name, legal]) => `${name}: give ${legal.map((word) => `'${word}'`).join(' or ')}.`);
  const { consistency, writesFromOneDataCenter } = given;
  if (writesFromOneDataCenter !== undefined && typeof writesFromOneDataCenter !== 'boolean') {
    problems.push('writesFromOneDataCenter: give true or false.');
  }
  if (
    consistency !== undefined &&
    (!isConsistency(consistency) || isSerialConsistency(consistency))
  ) {
    problems.push(
      "consistency: give 'LOCAL_QUORUM' or another level of the type WriteConsistency; single reads may ask for 'SERIAL'.",
    );
  }
  return problems;
}

function replicationProblems({ replication }: Given): readonly string[] {
  if (replication === undefined) return [];
  const {
    class: strategy,
    replicationFactor,
    dataCenters,
  } = isRecord(replication) ? replication : {};
  const copies =
    strategy === 'NetworkTopologyStrategy' && isRecord(dataCenters)
      ? Object.values(dataCenters)
      : strategy === 'SimpleStrategy'
        ? [replicationFactor]
        : [];
  if (copies.length > 0 && copies.every((number) => isWhole(number, 2 ** 31 - 1))) return [];
  return [
    "replication: give { class: 'NetworkTopologyStrategy', dataCenters: { NAME: 3 } } or { class: 'SimpleStrategy', replicationFactor: 1 }.",
  ];
}

function secretProblems({ credentials, cursorSecrets }: Given): readonly string[] {
  const problems: string[] = [];
  if (
    credentials !== undefined &&
    !(isRecord(credentials) && isText(credentials.username) && isText(credentials.password))
  ) {
    problems.push('credentials: give username and password, both not empty.');
  }
  const isSecret = (value: unknown): boolean => isText(value) && value.length >= minSecretLength;
  if (
    cursorSecrets !== undefined &&
    !(Array.isArray(cursorSecrets) && cursorSecrets.every(isSecret))
  ) {
    problems.push(
      `cursorSecrets: give an array of texts of ${String(minSecretLength)} characters or more.`,
    );
  }
  return problems;
}

/** What the driver would do with them goes past what is done here. */
function driverProblems({ driver }: Given): readonly string[] {
  if (driver === undefined) return [];
  if (!isRecord(driver)) return ['driver: give an object of options of the driver.'];
  const instead = {
    sslOptions: 'give tls instead; the driver would verify no certificate.',
    keyspace: 'give keyspace beside driver; the driver could not connect before it is there.',
    localDataCenter: 'give localDataCenter beside driver.',
  };
  return Object.entries(instead)
    .filter(([name]) => driver[name] !== undefined)
    .map(([name, fix]) => `driver.${name}: ${fix}`);
}

function tlsProblems({ tls }: Given): readonly string[] {
  if (tls === undefined || typeof tls === 'boolean') return [];
  if (!isRecord(tls)) return ['tls: give true, false or an object.'];
  const problems = [...unknownNames('tls.', tls, tlsOptionNames)];
  const isPem = (value: unknown): boolean => typeof value === 'string' || Buffer.isBuffer(value);
  const wrong = ['ca', 'cert', 'key'].filter((name) => {
    const value = tls[name];
    const isList = name === 'ca' && Array.isArray(value) && value.every(isPem);
    return value !== undefined && !isPem(value) && !isList;
  });
  problems.push(...wrong.map((name) => `tls.${name}: give PEM, as a text or a Buffer.`));
  if (tls.verify !== undefined && typeof tls.verify !== 'boolean') {
    problems.push('tls.verify: give true or false.');
  }
  return problems;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max;
}
