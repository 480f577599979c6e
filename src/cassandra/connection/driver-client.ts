import { Client, type ClientOptions, type Host, metrics, policies, types } from 'cassandra-driver';
import type { Consistency } from '../cql/consistency.js';
import type { ResolvedConnectionOptions } from './connection-options.js';
import { CheckedDataCenterPolicy } from './policies/data-center.policy.js';
import { OneRetryPolicy } from './policies/one-retry.policy.js';
import { ResponseBytesTracker } from './policies/response-bytes.tracker.js';
import { SpeculativeReadPolicy } from './policies/speculative-read.policy.js';
import { driverTls } from './tls-options.js';

/** A client that is not connected yet, and those of its policies that know more than they can tell the driver. */
export function createClient(resolved: ResolvedConnectionOptions): {
  readonly client: Client;
  readonly dataCenter: CheckedDataCenterPolicy;
  readonly retries: OneRetryPolicy;
} {
  const dataCenter = new CheckedDataCenterPolicy(resolved.options.localDataCenter);
  const retries = new OneRetryPolicy();
  return { client: new Client(clientOptions(resolved, dataCenter, retries)), dataCenter, retries };
}

function clientOptions(
  { options, port, timeouts }: ResolvedConnectionOptions,
  loadBalancing: CheckedDataCenterPolicy,
  retry: OneRetryPolicy,
): ClientOptions {
  const driver = options.driver ?? {};
  return {
    metrics: noMetrics(),
    // Above it the driver forgets the oldest statements, not the least used. Ours are bounded by the shapes of a table's requests.
    maxPrepared: 10_000,
    ...driver,
    requestTracker: new ResponseBytesTracker(driver.requestTracker),
    contactPoints: [...options.contactPoints],
    ...(options.credentials !== undefined && { credentials: { ...options.credentials } }),
    ...driverTls(options.tls),
    protocolOptions: { ...driver.protocolOptions, port },
    pooling: { heartBeatInterval: 5000, ...driver.pooling },
    socketOptions: {
      // A hung node keeps its connections open: with the driver's 64 it would be asked for long.
      defunctReadTimeoutThreshold: 8,
      ...driver.socketOptions,
      connectTimeout: timeouts.connectMs,
      // Of what the driver asks by itself: it logs in, prepares statements, reads the topology.
      readTimeout: timeouts.connectMs,
    },
    queryOptions: { ...driver.queryOptions, prepare: true },
    encoding: {
      ...driver.encoding,
      map: Map,
      set: Set,
      useUndefinedAsUnset: true,
      useBigIntAsLong: true,
      useBigIntAsVarint: true,
    },
    policies: {
      ...driver.policies,
      loadBalancing,
      reconnection: new policies.reconnection.ExponentialReconnectionPolicy(1000, 30_000),
      retry,
      ...(options.speculativeReadAfterMs !== undefined && {
        speculativeExecution: new SpeculativeReadPolicy(options.speculativeReadAfterMs),
      }),
    },
  };
}

/**
 * The driver counts nothing by itself: its counters, which only code that asks for them reads, took 1 % of a read by key. The
 * diagnostics channel tells of each request; `driver: { metrics: new metrics.DefaultMetrics() }` brings the counters back.
 */
function noMetrics(): metrics.ClientMetrics {
  // A class that does nothing; the typings know it as an interface only.
  const { ClientMetrics } = metrics as unknown as {
    ClientMetrics: new () => metrics.ClientMetrics;
  };
  return new ClientMetrics();
}

const levels: Readonly<Record<Consistency, types.consistencies>> = {
  ONE: types.consistencies.one,
  TWO: types.consistencies.two,
  THREE: types.consistencies.three,
  QUORUM: types.consistencies.quorum,
  ALL: types.consistencies.all,
  LOCAL_ONE: types.consistencies.localOne,
  LOCAL_QUORUM: types.consistencies.localQuorum,
  EACH_QUORUM: types.consistencies.eachQuorum,
  SERIAL: types.consistencies.serial,
  LOCAL_SERIAL: types.consistencies.localSerial,
};

export function driverConsistency(level: Consistency): types.consistencies {
  return levels[level];
}

/** The driver's own check, which its typings leave out. */
export async function isSchemaAgreed({ metadata }: Client): Promise<boolean> {
  const checked = metadata as unknown as { checkSchemaAgreement(): Promise<boolean> };
  return await checked.checkSchemaAgreement();
}

/** A Set, which the typings call an array. */
export function tokensOf(host: Host): Iterable<string> {
  return host.tokens;
}
