import type { OnApplicationShutdown } from '@nestjs/common';
import type { Client } from 'cassandra-driver';
import type { CassandraOptions } from './options/cassandra.options.js';
import { checkOptions } from './options/check-options.js';
import { CassandraConnection } from './connection/cassandra-connection.js';
import type { Consistency } from './cql/consistency.js';
import type { Cql } from './cql/cql-tag.js';
import type { WriteSettings } from './cql/statement.js';
import { PageReader } from './paging/page-reader.js';
import { FreeQuery } from './query/free-query.js';
import { ping, type PingOptions } from './ping.js';
import { schemaDifferences, type SchemaTarget } from './schema/reconcile-schema.js';
import { startCassandra, warnOf } from './start-cassandra.js';
import type { SchemaFinding } from './errors/schema-finding.js';
import type { Batch } from './repository/batch/batch.js';
import type {
  BatchKind,
  BatchOptions,
  UnloggedBatchOptions,
} from './repository/batch/batch-options.js';
import type { CounterBatch } from './repository/batch/counter-batch.js';
import { type BatchResult, runBatch } from './repository/batch/run-batch.js';
import { makeRepository } from './repository/make-repository.js';
import type { RepositoryOf } from './repository/repository.js';
import {
  ProjectionKeeper,
  type OpenIntentsReport,
} from './repository/projection/projection-keeper.js';
import type {
  ReconcileOptions,
  ReconcileResult,
} from './repository/projection/reconcile/reconcile-options.js';
import { WriteTargets } from './repository/write/write-target.js';
import { type WritingContext, writingContext } from './repository/writing-context.js';
import type { TableOf } from './table/table.js';
import { verifyTables } from './table/verify/verify-tables.js';

/**
 * One connection to a cluster, its repositories and its end. Injectable by this class; made by `CassandraModule` or
 * `connectCassandra()`.
 */
export class Cassandra implements OnApplicationShutdown {
  /**
   * Settles when the connection is made and the schema is as `schema` asks: at once with `connect: 'required'`, later with
   * 'background'. Rejects on what no further try can mend, such as wrong credentials.
   */
  readonly connected: Promise<void>;
  readonly #connection: CassandraConnection;
  readonly #options: CassandraOptions;
  readonly #tables: readonly TableOf<unknown>[];
  readonly #context: WritingContext;
  readonly #reader: PageReader;
  readonly #repositories = new Map<TableOf<unknown>, unknown>();
  readonly #targets: WriteTargets;
  readonly #keeper: ProjectionKeeper;

  /** Use `CassandraModule` or `connectCassandra()`. */
  private constructor(options: CassandraOptions, tables: readonly TableOf<unknown>[]) {
    this.#options = options;
    this.#tables = tables;
    this.#connection = new CassandraConnection(options);
    this.#context = writingContext(options, this.#connection);
    this.#targets = new WriteTargets(options.keyspace);
    this.#keeper = new ProjectionKeeper(this.#context);
    const { runner, sealer, pageSize } = this.#context;
    this.#reader = new PageReader(runner, { sealer, pageSize });
    this.connected = startCassandra(this.#connection, this.#schemaTarget, this.#keeper, options);
    // Whoever waits for it sees the failure; whoever does not must not be ended by it.
    this.connected.catch(() => undefined);
  }

  /**
   * Checks options and tables, connects, and treats the schema as asked. With `connect: 'background'` it does not wait for the
   * cluster. Whatever fails, nothing is left open.
   *
   * @internal
   */
  static async open(
    options: CassandraOptions,
    tables: readonly TableOf<unknown>[],
  ): Promise<Cassandra> {
    checkOptions(options);
    verifyTables(tables, options.keyspace);
    const cassandra = new Cassandra(options, tables);
    warnOf(options);
    if (options.connect !== 'background') await cassandra.connected;
    return cassandra;
  }

  /** The driver's client, connected or connecting. What is sent through it is neither checked nor awaited on shutdown. */
  get client(): Client {
    return this.#connection.client;
  }

  /** The keyspace of tables that name none. */
  get keyspace(): string {
    return this.#options.keyspace;
  }

  /** How many replicas must answer, unless a request says otherwise. */
  get consistency(): Consistency {
    return this.#connection.options.consistency;
  }

  /** The repository of a table; the same one for the same class. Costs nothing and asks nobody. */
  repository<Entity>(table: TableOf<Entity>): RepositoryOf<Entity> {
    const known = this.#repositories.get(table);
    if (known !== undefined) return known as RepositoryOf<Entity>;
    verifyTables([table]);
    const repository = makeRepository(table, this.#context);
    this.#repositories.set(table, repository);
    // The type tells by the same declaration which of them it is.
    return repository as unknown as RepositoryOf<Entity>;
  }

  /**
   * Writes in one request. All statements are checked, each by itself and then together, before anything is sent; an error in
   * the callback sends nothing, and so does an empty batch. With a condition in it (`ifExists`, `if`, `insertIfNotExists`) all
   * of it is applied or none, in one partition, by a lightweight transaction.
   *
   * A batch is for rows that belong together, not for speed: loading goes faster by `mapConcurrent`.
   *
   * @example
   * await cassandra.batch('logged', (batch) => {
   *   batch.insert(User, user);
   *   batch.insert(UserByCity, { ...user, cityId });
   * });
   */
  batch(
    kind: 'logged',
    fill: (batch: Batch) => void | Promise<void>,
    options?: BatchOptions,
  ): Promise<BatchResult>;
  batch(
    kind: 'unlogged',
    fill: (batch: Batch) => void | Promise<void>,
    options?: UnloggedBatchOptions,
  ): Promise<BatchResult>;
  batch(
    kind: 'counter',
    fill: (batch: CounterBatch) => void | Promise<void>,
    options?: WriteSettings,
  ): Promise<BatchResult>;
  batch(
    kind: BatchKind,
    fill: (batch: Batch & CounterBatch) => void | Promise<void>,
    options: UnloggedBatchOptions = {},
  ): Promise<BatchResult> {
    const { runner, maxInValues, maxBatchBytes } = this.#context;
    const context = { runner, maxInValues, maxBatchBytes, targets: this.#targets };
    return runBatch(context, kind, fill, options);
  }

  /**
   * A statement of your own: ``cassandra.query(cql`SELECT … FROM ${User} WHERE … = ${value}`)``. Values are bound, tables and
   * columns quoted. What the repositories check is not checked.
   */
  query(statement: Cql): FreeQuery {
    const { keyspace, maxRows } = this.#context;
    return new FreeQuery({ reader: this.#reader, keyspace, maxRows }, statement);
  }

  /**
   * Resolves when the cluster serves a read at the connection's consistency, else rejects with the reason: for health checks.
   * Reads at most one row of one of the tables, at another place of the ring each time.
   */
  async ping(options: PingOptions = {}): Promise<void> {
    await ping(this.#connection, this.#options.keyspace, this.#tables, options);
  }

  /**
   * Every difference between the declared tables and the cluster, with the CQL that would mend it; changes nothing. Reads the
   * schema, and one row of a table to which a required column would have to be added.
   */
  async schemaDifferences(): Promise<readonly SchemaFinding[]> {
    return await schemaDifferences(this.#connection.early, this.#schemaTarget);
  }

  /**
   * Compares a projection, or all of a base, with its base both ways, and mends what differs; beside live writes, without
   * undoing them. For what no repair knows of: rows written past the repositories, tombstones lost. Reads both tables, and of
   * each row the other one: run it more often than `gcGraceSeconds`.
   */
  async reconcile(
    table: TableOf<unknown>,
    options: ReconcileOptions = {},
  ): Promise<ReconcileResult> {
    verifyTables([table]);
    return await this.#keeper.reconcile(table, options);
  }

  /** Which writes of a projection's base have begun and not ended, and since when. Reads the intents of the base. */
  async openIntents(table: TableOf<unknown>): Promise<OpenIntentsReport> {
    verifyTables([table]);
    return await this.#keeper.openIntents(table);
  }

  /** Takes no new requests, waits for those in flight (`timeouts.shutdownMs`), closes the client. May be called again. */
  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** Nest calls this after the HTTP server has stopped. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  get #schemaTarget(): SchemaTarget {
    const { indexBuildMs } = this.#connection.options.timeouts;
    return { ...this.#options, tables: this.#tables, indexBuildMs };
  }
}
