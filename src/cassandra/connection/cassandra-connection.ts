import type { Client, QueryOptions, types } from 'cassandra-driver';
import type {
  PagePosition,
  RequestSettings,
  ResultPage,
  Statement,
  StatementRunner,
} from '../cql/statement.js';
import { CassandraUnreachableError } from '../errors/failed/cassandra-unreachable.error.js';
import { translateDriverError } from '../errors/translate/translate-driver-error.js';
import { abortable } from './abortable.js';
import {
  type ConnectionOptions,
  type ResolvedConnectionOptions,
  resolveConnectionOptions,
} from './connection-options.js';
import { Connector } from './connector.js';
import type { CheckedDataCenterPolicy } from './data-center.policy.js';
import {
  createClient,
  driverConsistency,
  isSchemaAgreed,
  sendBatch,
  tokensOf,
} from './driver-client.js';
import { InFlight } from './in-flight.js';

/**
 * One driver client and everything that leaves through it. `connect` and `close` happen once for any number of callers; a
 * closed connection stays closed.
 */
export class CassandraConnection implements StatementRunner {
  readonly client: Client;
  readonly options: ResolvedConnectionOptions;
  readonly #dataCenter: CheckedDataCenterPolicy;
  readonly #inFlight = new InFlight();
  readonly #closing = new AbortController();
  #connected: Promise<void> | undefined;
  #closed: Promise<void> | undefined;
  #isConnected = false;

  constructor(options: ConnectionOptions) {
    this.options = resolveConnectionOptions(options);
    const { client, dataCenter } = createClient(this.options);
    this.client = client;
    this.#dataCenter = dataCenter;
  }

  connect(): Promise<void> {
    this.#connected ??= this.#connect();
    return this.#connected;
  }

  /** Takes no new requests, waits for those in flight up to `timeouts.shutdownMs`, then closes the client. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** The tokens of all known nodes; empty before the connection is made. */
  nodeTokens(): readonly bigint[] {
    return this.client.hosts.values().flatMap((host) => [...tokensOf(host)].map(BigInt));
  }

  /** Do all nodes that are up hold the same schema? */
  isSchemaAgreed(): Promise<boolean> {
    return isSchemaAgreed(this.client);
  }

  async run(
    statement: Statement,
    settings: RequestSettings,
    position?: PagePosition,
  ): Promise<ResultPage> {
    settings.signal?.throwIfAborted();
    if (!this.#isConnected || this.#closing.signal.aborted) throw this.#notConnected(statement);
    const options = this.#queryOptions(statement, settings, position);
    return await abortable(
      this.#inFlight.track(this.#execute(statement, options)),
      settings.signal,
    );
  }

  async #execute(statement: Statement, options: QueryOptions): Promise<ResultPage> {
    try {
      return resultPage(await send(this.client, statement, options));
    } catch (error) {
      throw translateDriverError(error, statement);
    }
  }

  #queryOptions(
    { operation, isIdempotent }: Statement,
    settings: RequestSettings,
    position: PagePosition | undefined,
  ): QueryOptions {
    const { consistency, serialConsistency, timeouts } = this.options;
    return {
      prepare: operation !== 'schema',
      isIdempotent,
      consistency: driverConsistency(settings.consistency ?? consistency),
      serialConsistency: driverConsistency(settings.serialConsistency ?? serialConsistency),
      readTimeout: settings.timeoutMs ?? timeouts[`${operation}Ms`],
      ...(position !== undefined && { fetchSize: position.pageSize }),
      ...(position?.pageState != null && { pageState: position.pageState }),
    };
  }

  async #connect(): Promise<void> {
    const connector = new Connector(this.client, this.#dataCenter, this.options);
    await connector.connect(this.#closing.signal);
    this.#isConnected = true;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    // The driver's shutdown does nothing while it still connects, and the connection would then stay open.
    await this.#connected?.catch(() => undefined);
    await this.#inFlight.drain(this.options.timeouts.shutdownMs);
    await this.client.shutdown();
  }

  #notConnected(statement: Statement): CassandraUnreachableError {
    const isClosed = this.#closing.signal.aborted;
    return new CassandraUnreachableError(
      isClosed ? 'the connection is closed.' : 'there is no connection yet.',
      statement,
    );
  }
}

function send(
  client: Client,
  statement: Statement,
  options: QueryOptions,
): Promise<types.ResultSet> {
  const { batch, cql, values } = statement;
  return batch === undefined
    ? client.execute(cql, [...values], options)
    : sendBatch(client, batch, options);
}

/** A statement without rows, such as INSERT, gives none at all, and the last page no state: the typings know neither. */
function resultPage(result: Partial<Pick<types.ResultSet, 'rows' | 'pageState'>>): ResultPage {
  return { rows: result.rows ?? [], pageState: result.pageState ?? null };
}
