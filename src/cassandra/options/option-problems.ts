import { isConsistency, isSerialConsistency } from '../cql/consistency.js';
import { mostInFlight } from '../scan/check-concurrency.js';
import { type Given, isRecord, isText, isWhole } from './given-options.js';
import { timeoutNames, unknownNames } from './option-names.js';

const legalKeyspace = /^\w{1,48}$/;

export function addressProblems(given: Given): readonly string[] {
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

export function numberProblems(given: Given): readonly string[] {
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
    ['maxRequestsInFlight', given.maxRequestsInFlight, mostInFlight],
    ['maxRequestsQueued', given.maxRequestsQueued, 2 ** 31 - 1],
    ['speculativeReadAfterMs', given.speculativeReadAfterMs, 60_000],
    ...Array.from(
      timeoutNames,
      (name) => [`timeouts.${name}`, timeouts[name], 2 ** 31 - 1] as const,
    ),
  ];
  return [
    ...(isRecord(asked) ? [] : ['timeouts: give an object, such as { readMs: 6000 }.']),
    ...unknownNames('timeouts.', timeouts, timeoutNames),
    ...limits
      .filter(([, value, max]) => value !== undefined && !isWhole(value, max))
      .map(([name, , max]) => `${name}: give a whole number from 1 to ${String(max)}.`),
  ];
}

export function choiceProblems(given: Given): readonly string[] {
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

export function replicationProblems({ replication }: Given): readonly string[] {
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

/** What the driver would do with them goes past what is done here. */
export function driverProblems({ driver }: Given): readonly string[] {
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
