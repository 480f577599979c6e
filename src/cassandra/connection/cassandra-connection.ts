import type { Client } from 'cassandra-driver';
import type {
  PagePosition,
  RequestSettings,
  ResultPage,
  Statement,
  StatementRunner,
} from '../cql/statement.js';
import { CassandraOverloadedError } from '../errors/failed/replicas/cassandra-overloaded.error.js';
import { CassandraRequestTimeoutError } from '../errors/failed/timeout/cassandra-request-timeout.error.js';
import { CassandraUnreachableError } from '../errors/failed/cassandra-unreachable.error.js';
import { translateDriverError } from '../errors/translate/translate-driver-error.js';
import { abortable } from './request/abortable.js';
import { ClientEnd } from './client-end.js';
import {
  type ConnectionOptions,
  type ResolvedConnectionOptions,
  resolveConnectionOptions,
} from './connection-options.js';
import { Connector } from './connector.js';
import type { CheckedDataCenterPolicy } from './policies/data-center.policy.js';
import type { OneRetryPolicy } from './policies/one-retry.policy.js';
import type { MeasuredOptions } from './policies/response-bytes.tracker.js';
import { type Deadline, Deadlines } from './request/deadlines.js';
import { createClient, isSchemaAgreed, tokensOf } from './driver-client.js';
import { reported, requestChannel } from './request/request-events.js';
import { RequestGate } from './request/request-gate.js';
import { queryOptions, resultPage, send } from './request/send.js';

/** What may be asked before everybody may. */
export interface EarlyRunner extends StatementRunner {
  isSchemaAgreed(): Promise<boolean>;
}

/**
 * One driver client and everything that leaves through it. `connect` and `close` happen once for any number of callers; a
 * closed connection stays closed.
 */
export class CassandraConnection implements StatementRunner {
  readonly client: Client;
  readonly options: ResolvedConnectionOptions;
  readonly #dataCenter: CheckedDataCenterPolicy;
  readonly #retries: OneRetryPolicy;
  readonly #end: ClientEnd;
  readonly #gate: RequestGate;
  readonly #deadlines = new Deadlines();
  readonly #closing = new AbortController();
  #connected: Promise<void> | undefined;
  #closed: Promise<void> | undefined;
  #isConnected = false;
  #isOpen = false;

  constructor(options: ConnectionOptions) {
    this.options = resolveConnectionOptions(options);
    const { client, dataCenter, retries } = createClient(this.options);
    this.client = client;
    this.#dataCenter = dataCenter;
    this.#retries = retries;
    this.#end = new ClientEnd(client);
    this.#gate = new RequestGate(this.options.maxRequestsInFlight, this.options.maxRequestsQueued);
  }

  /** What is run before `open()` is refused, but for what goes through `early`. */
  connect(): Promise<void> {
    this.#connected ??= this.#connect();
    return this.#connected;
  }

  /** For the schema, which must be right before anybody reads or writes. */
  get early(): EarlyRunner {
    return {
      run: (statement, settings, position) => {
        if (!this.#isConnected) throw this.#notConnected(statement);
        return this.#admit(statement, settings, position);
      },
      isSchemaAgreed: () => isSchemaAgreed(this.client),
    };
  }

  /** From now on requests are taken. */
  open(): void {
    this.#isOpen = true;
  }

  /** Takes no new requests, waits for those in flight up to `timeouts.shutdownMs`, then closes the client. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** Aborted as soon as `close()` is called. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** The tokens of all known nodes; empty before the connection is made. */
  nodeTokens(): readonly bigint[] {
    return this.client.hosts.values().flatMap((host) => [...tokensOf(host)].map(BigInt));
  }

  run(
    statement: Statement,
    settings: RequestSettings,
    position?: PagePosition,
  ): Promise<ResultPage> {
    const isTaken = this.#isOpen && !this.#closing.signal.aborted;
    const answer = isTaken
      ? this.#admit(statement, settings, position)
      : Promise.reject(this.#notConnected(statement));
    return requestChannel.hasSubscribers ? reported(statement, answer) : answer;
  }

  /**
   * Sends it as soon as there is room. One deadline holds for the time in line, for preparing it and for the answer. Mostly there
   * is room, and then nothing but the answer is awaited.
   */
  #admit(
    statement: Statement,
    settings: RequestSettings,
    position: PagePosition | undefined,
  ): Promise<ResultPage> {
    const { signal } = settings;
    // It may be aborted with anything, which comes out as it is.
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const timeoutMs = settings.timeoutMs ?? this.options.timeouts[`${statement.operation}Ms`];
    const deadline = performance.now() + timeoutMs;
    const turn = this.#gate.enter();
    if (turn === false) return Promise.reject(this.#overloaded(statement, 'no more may'));
    const options = queryOptions(this.options, statement, settings, timeoutMs, position);
    return turn === true
      ? abortable(this.#execute(statement, options, deadline), signal)
      : this.#executeLater(turn, statement, options, deadline, signal);
  }

  async #executeLater(
    turn: Promise<boolean>,
    statement: Statement,
    options: MeasuredOptions,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<ResultPage> {
    await this.#wait(turn, statement, deadline, signal);
    // The driver takes 0 for no limit.
    options.readTimeout = Math.max(1, Math.ceil(deadline - performance.now()));
    return await abortable(this.#execute(statement, options, deadline), signal);
  }

  async #wait(
    turn: Promise<boolean>,
    statement: Statement,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const inTime = new Promise<boolean>((resolve, reject) => {
      const due = this.#deadlines.add(deadline, () => {
        reject(this.#overloaded(statement, 'its turn did not come in time'));
      });
      void turn.then((mayRun) => {
        this.#deadlines.remove(due);
        resolve(mayRun);
      });
    });
    let mayRun: boolean;
    try {
      mayRun = await abortable(inTime, signal);
    } catch (error) {
      this.#gate.giveUp(turn);
      throw error;
    }
    if (!mayRun) throw this.#notConnected(statement);
  }

  /** What comes after the deadline is dropped; its place is free only then, for the driver is still busy with it. */
  #execute(statement: Statement, options: MeasuredOptions, deadline: number): Promise<ResultPage> {
    return new Promise((resolve, reject) => {
      const due = this.#deadlines.add(deadline, () => {
        reject(noAnswer(statement));
      });
      send(this.client, statement, options).then(
        (result) => {
          this.#ended(due);
          resolve(resultPage(result, options.responseBytes));
        },
        (error: unknown) => {
          this.#ended(due);
          const wasSentBefore =
            statement.operation === 'write' && this.#retries.wasSentBefore(options);
          // What is not of the driver comes out as it is.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(translateDriverError(error, { ...statement, wasSentBefore }));
        },
      );
    });
  }

  #ended(due: Deadline): void {
    this.#gate.leave();
    this.#deadlines.remove(due);
  }

  async #connect(): Promise<void> {
    const connector = new Connector(this.client, this.#end, this.#dataCenter, this.options);
    await connector.connect(this.#closing.signal);
    this.#isConnected = true;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    // The driver's shutdown does nothing while it still connects, and the connection would then stay open.
    await this.#connected?.catch(() => undefined);
    await this.#gate.drain(this.options.timeouts.shutdownMs);
    await this.#end.end();
  }

  #overloaded(statement: Statement, why: string): CassandraOverloadedError {
    const { maxRequestsInFlight, maxRequestsQueued } = this.options;
    return new CassandraOverloadedError(
      `${String(maxRequestsInFlight)} requests are in flight (maxRequestsInFlight), up to ${String(maxRequestsQueued)} wait ` +
        `(maxRequestsQueued), and ${why}. It was not sent. Try again later.`,
      statement,
    );
  }

  #notConnected(statement: Statement): CassandraUnreachableError {
    const isClosed = this.#closing.signal.aborted;
    return new CassandraUnreachableError(
      isClosed ? 'the connection is closed.' : 'there is no connection yet.',
      statement,
    );
  }
}

/** The driver's own time does not run while it prepares the statement, and anew for each node that it tries. */
function noAnswer(statement: Statement): CassandraRequestTimeoutError {
  return new CassandraRequestTimeoutError('no answer came in time.', statement, {
    mayBeApplied: statement.operation === 'write',
  });
}
