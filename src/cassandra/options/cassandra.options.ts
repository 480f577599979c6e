import type { FactoryProvider, ModuleMetadata, Type } from '@nestjs/common';
import type { ConnectionOptions } from '../connection/connection-options.js';
import type { MissingValues } from '../repository/read/row-mapper.js';
import type { SchemaOptions } from '../schema/schema-options.js';
import type { TableOf } from '../table/table.js';

/** A connection, and what its repositories and its schema do. */
export interface CassandraOptions extends ConnectionOptions, SchemaOptions {
  /**
   * Rows asked for in one request. Larger pages mean fewer trips and more memory here and on the node.
   *
   * @default 5000
   * Required: no · Per-request override: yes · Restart needed: yes
   */
  readonly pageSize?: number;

  /**
   * Rows `all()` gives at most; more are an error that names `pages()` and `stream()`.
   *
   * @default 10000
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly maxRows?: number;

  /**
   * Values after `in`; lists of one filter are multiplied. Each combination is a read of its own inside Cassandra.
   *
   * @default 100
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly maxInValues?: number;

  /**
   * Bytes a batch over several partitions may have; larger ones are refused before they are sent. Cassandra refuses them at
   * its own `batch_size_fail_threshold`, and warns from a tenth of it. Batches of one partition have no such limit.
   *
   * @default 51200
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly maxBatchBytes?: number;

  /**
   * What a null in a column that is not nullable becomes on reading: an `InvalidValueError`, or null in spite of the type.
   * Such nulls come from a column added later, an update of a missing row, an expired TTL.
   *
   * @default 'error'
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly missingValues?: MissingValues;

  /**
   * Milliseconds between two looks at what writes of tables with projections have left undone, such as those of a process that
   * crashed. Each instance looks, half to one and a half times as often.
   *
   * @default 30000
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly repairIntervalMs?: number;

  /**
   * Milliseconds after which a write that has not ended is taken for interrupted; more than its deadline.
   *
   * @default 30000
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly repairAfterMs?: number;

  /**
   * Secrets of 32 characters or more that cursors of `page()` are sealed with: the first seals, all open, so that one can be
   * replaced without cutting off the lists in use. The same in all instances. Without any, a random key is made at start:
   * cursors then end with the process, which a warning says; in production (`NODE_ENV`) the start ends instead.
   *
   * @default []
   * Required: no, but needed with more than one instance · Per-request override: no · Restart needed: yes
   */
  readonly cursorSecrets?: readonly string[];
}

/** Options of `CassandraModule.forRoot()`. */
export interface CassandraModuleOptions extends CassandraOptions {
  /**
   * The name of the connection, for `forFeature(tables, name)` and `@InjectCassandra(name)`.
   *
   * @default none: the default connection
   */
  readonly name?: string;
}

/** Options of `connectCassandra()`, without Nest. */
export interface ConnectCassandraOptions extends CassandraOptions {
  /** The tables to verify, and to validate or create as `schema` says. */
  readonly tables?: readonly TableOf<unknown>[];
}

/** A provider that makes the options, for `forRootAsync({ useClass })` and `useExisting`. */
export interface CassandraOptionsFactory {
  /** Called once, before the connection is made. An error ends the start. */
  createCassandraOptions(): CassandraOptions | Promise<CassandraOptions>;
}

/** Options of `CassandraModule.forRootAsync()`: one of `useFactory`, `useClass` and `useExisting`. */
export interface CassandraModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  /** The name of the connection; it must be known before the options are. */
  readonly name?: string;
  /** Makes the options; called with what `inject` names. */
  readonly useFactory?: (...dependencies: never[]) => CassandraOptions | Promise<CassandraOptions>;
  /** What `useFactory` is called with. */
  readonly inject?: NonNullable<FactoryProvider['inject']>;
  /** A class that makes the options; an instance of its own is created for it. */
  readonly useClass?: Type<CassandraOptionsFactory>;
  /** A provider of `imports` that makes the options. */
  readonly useExisting?: Type<CassandraOptionsFactory>;
}
