import type { ClientOptions } from 'cassandra-driver';
import type { Consistency, SerialConsistency, WriteConsistency } from '../cql/consistency.js';
import type { TlsOptions } from './tls-options.js';

/** How long things may take, in milliseconds; of a request, from the call to its answer, the time in line included. */
export interface ConnectionTimeouts {
  /** One try to reach a node. @default 5000 */
  readonly connectMs?: number;
  /** One read of a partition or by an index. A little above the server's own 5 s, so that its answer is not lost. @default 6000 */
  readonly readMs?: number;
  /** One page of a whole table or of a range of it. @default 12000 */
  readonly scanMs?: number;
  /** One write. @default 3000 */
  readonly writeMs?: number;
  /** One change of the schema. @default 30000 */
  readonly schemaMs?: number;
  /**
   * How long `schema: 'sync'` waits for the declared indexes, all together; then the start fails, but in the background, where
   * that is an error in the log. Building goes on in Cassandra when the wait is over. @default 600000
   */
  readonly indexBuildMs?: number;
  /** How long closing waits for requests in flight. @default 10000 */
  readonly shutdownMs?: number;
}

/** How a cluster is reached and what requests do unless they say otherwise. */
export interface ConnectionOptions {
  /**
   * Addresses of some nodes; the others are found through them.
   *
   * Required: yes · Per-request override: no · Restart needed: yes
   */
  readonly contactPoints: readonly string[];

  /**
   * The port of CQL, the same on every node.
   *
   * @default 9042
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly port?: number;

  /**
   * The data centre requests go to, as the nodes call it (`nodetool status`). A wrong one ends the start.
   *
   * Required: yes · Per-request override: no · Restart needed: yes
   */
  readonly localDataCenter: string;

  /**
   * Where tables are that name no keyspace of their own.
   *
   * Required: yes · Per-request override: no · Restart needed: yes
   */
  readonly keyspace: string;

  /**
   * Wrong ones end the start. A role with SELECT and MODIFY is enough unless `schema` is 'sync'.
   *
   * Required: only where the cluster asks for them · Per-request override: no · Restart needed: yes
   */
  readonly credentials?: { readonly username: string; readonly password: string };

  /**
   * How many replicas must answer. A read may ask for SERIAL by itself.
   *
   * @default 'LOCAL_QUORUM'
   * Required: no · Per-request override: yes · Restart needed: yes
   */
  readonly consistency?: WriteConsistency;

  /**
   * With whom lightweight transactions agree. LOCAL_SERIAL excludes nobody in another data centre: enough only where one
   * data centre writes.
   *
   * @default 'SERIAL', which is the same as LOCAL_SERIAL where there is one data centre
   * Required: no · Per-request override: yes · Restart needed: yes
   */
  readonly serialConsistency?: SerialConsistency;

  /**
   * True: one data centre does all the writing. Lightweight transactions, those of versioned tables too, then agree within it
   * (`serialConsistency` is LOCAL_SERIAL unless given) and do not wait for the others.
   *
   * @default false: two data centres that write at once must not both win
   * Required: no · Per-request override: `serialConsistency` · Restart needed: yes
   */
  readonly writesFromOneDataCenter?: boolean;

  /**
   * Limits of time by kind of request.
   *
   * Required: no · Per-request override: `timeoutMs` · Restart needed: yes
   */
  readonly timeouts?: ConnectionTimeouts;

  /**
   * What `connect` does when no node answers: 'required' tries `connectTries` times and throws, so that the application does
   * not start; 'background' starts at once and goes on trying, requests fail with `CassandraUnreachableError` until then.
   * Wrong credentials or data centre are never tried again: 'required' throws, 'background' rejects `connected`.
   *
   * @default 'required'
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly connect?: 'required' | 'background';

  /**
   * Tries before 'required' gives up, `connectRetryDelayMs` apart.
   *
   * @default 10
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly connectTries?: number;

  /**
   * Milliseconds between two tries to connect.
   *
   * @default 3000
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly connectRetryDelayMs?: number;

  /**
   * Encryption of every connection to a node. True: nodes must show a certificate that an authority known to Node has signed
   * for the address they are reached by. An object names the authority (`ca`), the name in the certificates (`serverName`) or a
   * certificate of this client. Certificates are always verified, unless `verify: false` says otherwise.
   *
   * @default false
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly tls?: boolean | TlsOptions;

  /**
   * Requests of this connection that may be on their way at once, to all nodes together. More wait in line.
   *
   * @default 1024
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly maxRequestsInFlight?: number;

  /**
   * Requests that may wait in line, each as long as its own time-out at most. One more is refused with
   * `CassandraOverloadedError`, and was not sent.
   *
   * @default 4096
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly maxRequestsQueued?: number;

  /**
   * Milliseconds after which a read that has no answer is sent to a second node too; the first answer counts. Give the time
   * in which 99 of 100 reads are answered. At most one read in twenty is sent twice, and writes never are.
   *
   * @default never
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly speculativeReadAfterMs?: number;

  /**
   * Options of the driver itself, such as `applicationName`. What this connection sets comes last: contact points, data centre,
   * credentials, encoding and its policies for retry, reconnection and data centre.
   *
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly driver?: Partial<ClientOptions>;
}

/** The options with every default filled in. */
export interface ResolvedConnectionOptions {
  readonly options: ConnectionOptions;
  readonly port: number;
  readonly consistency: Consistency;
  readonly serialConsistency: SerialConsistency;
  readonly timeouts: Required<ConnectionTimeouts>;
  readonly connectTries: number;
  readonly connectRetryDelayMs: number;
  readonly maxRequestsInFlight: number;
  readonly maxRequestsQueued: number;
}

export function resolveConnectionOptions(options: ConnectionOptions): ResolvedConnectionOptions {
  return {
    options,
    port: options.port ?? 9042,
    consistency: options.consistency ?? 'LOCAL_QUORUM',
    serialConsistency:
      options.serialConsistency ??
      (options.writesFromOneDataCenter === true ? 'LOCAL_SERIAL' : 'SERIAL'),
    timeouts: {
      connectMs: 5000,
      readMs: 6000,
      scanMs: 12_000,
      writeMs: 3000,
      schemaMs: 30_000,
      indexBuildMs: 600_000,
      shutdownMs: 10_000,
      ...options.timeouts,
    },
    connectTries: options.connectTries ?? 10,
    connectRetryDelayMs: options.connectRetryDelayMs ?? 3000,
    maxRequestsInFlight: options.maxRequestsInFlight ?? 1024,
    maxRequestsQueued: options.maxRequestsQueued ?? 4096,
  };
}
