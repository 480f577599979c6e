import type { CassandraOptions } from './cassandra.options.js';
import { isConsistency } from './cql/consistency.js';
import { InvalidOptionsError } from './errors/refused/invalid-options.error.js';

const tlsOptionNames: readonly string[] = [
  'ca',
  'serverName',
  'cert',
  'key',
  'passphrase',
  'verify',
];
const legalKeyspace = /^\w{1,48}$/;
const minSecretLength = 32;

/** Throws one error that names every option that cannot work. Values are not repeated: some are secrets. */
export function checkOptions(options: CassandraOptions): void {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const problems = [
    ...addressProblems(given),
    ...numberProblems(given),
    ...choiceProblems(given),
    ...secretProblems(given),
    ...tlsProblems(given),
  ];
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}

type Given = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

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
  const timeouts = isRecord(given.timeouts) ? given.timeouts : {};
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
    ...Object.entries(timeouts).map(
      ([name, value]) => [`timeouts.${name}`, value, 2 ** 31 - 1] as const,
    ),
  ];
  return limits
    .filter(([, value, max]) => value !== undefined && !isWhole(value, max))
    .map(([name, , max]) => `${name}: give a whole number from 1 to ${String(max)}.`);
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
  if (given.consistency !== undefined && !isConsistency(given.consistency)) {
    problems.push("consistency: give 'LOCAL_QUORUM' or another level of the type Consistency.");
  }
  return problems;
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

/** Every name is checked: one that is misspelt would be left out, and with it what it asks for. */
function tlsProblems({ tls, driver }: Given): readonly string[] {
  const problems: string[] = [];
  if (isRecord(driver) && driver.sslOptions !== undefined) {
    problems.push('driver.sslOptions: give tls instead; the driver would verify no certificate.');
  }
  if (tls === undefined || typeof tls === 'boolean') return problems;
  if (!isRecord(tls)) return [...problems, 'tls: give true, false or an object.'];
  const unknown = Object.keys(tls).filter((name) => !tlsOptionNames.includes(name));
  if (unknown.length > 0) {
    problems.push(`tls: there is no ${unknown.join(', ')}; give ${tlsOptionNames.join(', ')}.`);
  }
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
