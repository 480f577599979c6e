import type { RequestSettings, ResultPage, WriteSettings } from '../cql/statement.js';
import type { DeleteFilter } from '../query/filter/filter-types.js';
import type { Key, NewRow } from '../table/row-types.js';
import type { DefinitionOf, IsCounterTable } from '../table/table-definition.js';
import type { AppendOnlyRepository } from './append-only-repository.js';
import type { CounterRepository } from './counter-repository.js';
import { ReadRepository } from './read/read-repository.js';
import type { VersionedRepository } from './versioned-repository.js';
import type {
  Changes,
  DeletableColumn,
  PartitionKey,
  StaticChanges,
} from './write/change/change-types.js';
import type { Conditions, StaticConditions } from './write/condition/condition-types.js';
import { planDelete } from './write/plan/plan-delete.js';
import { planDeleteColumns } from './write/plan/plan-delete-columns.js';
import { planDeleteMany } from './write/plan/plan-delete-many.js';
import { planInsert } from './write/plan/plan-insert.js';
import { planTruncate, truncateTimeoutMs } from './write/plan/plan-truncate.js';
import { planUpdate } from './write/plan/plan-update.js';
import type { PlannedWrite } from './write/plan/planned-write.js';
import type {
  ConditionalDeleteOptions,
  ConditionalWriteOptions,
  DeleteOptions,
  WriteOptions,
} from './write/write-options.js';
import {
  type ConditionalResult,
  conditionalResult,
  type InsertResult,
  wasApplied,
} from './write/write-result.js';
import { WriteTarget } from './write/write-target.js';

/**
 * The repository of a table: a `CounterRepository` where it has a counter, a `ReadRepository` of a projection, and one for the
 * way it is written, if that is not the plain one.
 */
export type RepositoryOf<Entity> = [DefinitionOf<Entity>['writes']] extends ['plain']
  ? IsCounterTable<Entity> extends true
    ? CounterRepository<Entity>
    : Repository<Entity>
  : DefinitionOf<Entity>['writes'] extends 'versioned'
    ? VersionedRepository<Entity>
    : DefinitionOf<Entity>['writes'] extends 'append-only'
      ? AppendOnlyRepository<Entity>
      : ReadRepository<Entity>;

/** Reads and writes one table. `Entity` is the table class's instance type. */
export class Repository<Entity> extends ReadRepository<Entity> {
  readonly #target = new WriteTarget(this.keyspace, this.model);

  /**
   * Writes a row, over one of the same key if there is one. Absent and undefined properties are not written: an existing
   * row keeps them. An explicit null deletes the value and leaves a tombstone.
   */
  async insert(row: NewRow<Entity>, options: WriteOptions = {}): Promise<void> {
    await this.#send(planInsert(this.#target, row, options, false), options);
  }

  /**
   * Writes a row unless there is one of the same key, which is then given back. A lightweight transaction: four round trips
   * between replicas instead of one. After a time-out (`mayBeApplied`) read the row at consistency SERIAL to know.
   */
  async insertIfNotExists(
    row: NewRow<Entity>,
    options: Omit<WriteOptions, 'timestamp'> = {},
  ): Promise<InsertResult<Entity>> {
    const write = planInsert(this.#target, row, options, true);
    const { rows } = await this.#send(write, options);
    const [answer] = rows;
    if (answer === undefined || wasApplied(answer)) return { applied: true };
    const existing = this.decode(answer);
    return existing === undefined ? { applied: true } : { applied: false, existing };
  }

  /**
   * Changes columns of one row: absent and undefined ones are left alone, null deletes the value; `add`, `append`, `put` and
   * their kin change parts of a collection. Without a change nothing is sent. A row that is not there comes into being with
   * these columns alone, and goes with the last of them: make rows with `insert`, or give `ifExists`. With `if` or `ifExists`
   * a lightweight transaction, which answers whether it was applied.
   */
  update(
    key: Key<Entity>,
    changes: Changes<Entity>,
    options: ConditionalWriteOptions<Conditions<Entity>>,
  ): Promise<ConditionalResult<Entity>>;
  update(key: Key<Entity>, changes: Changes<Entity>, options?: WriteOptions): Promise<void>;
  async update(
    key: Key<Entity>,
    changes: Changes<Entity>,
    options: WriteOptions | ConditionalWriteOptions<Conditions<Entity>> = {},
    // The overloads above say which of the two it is.
  ): Promise<ConditionalResult<Entity> | void> {
    const write = planUpdate(this.#target, key, changes, options);
    return write && this.#outcome(write, await this.#send(write, options));
  }

  /** Changes static columns, which the rows of a partition share, by the partition key alone; a row need not be there. */
  updateStatic(
    key: PartitionKey<Entity>,
    changes: StaticChanges<Entity>,
    options: ConditionalWriteOptions<StaticConditions<Entity>>,
  ): Promise<ConditionalResult<Entity>>;
  updateStatic(
    key: PartitionKey<Entity>,
    changes: StaticChanges<Entity>,
    options?: WriteOptions,
  ): Promise<void>;
  async updateStatic(
    key: PartitionKey<Entity>,
    changes: StaticChanges<Entity>,
    options: WriteOptions | ConditionalWriteOptions<StaticConditions<Entity>> = {},
    // The overloads above say which of the two it is.
  ): Promise<ConditionalResult<Entity> | void> {
    const write = planUpdate(this.#target, key, changes, options, 'static');
    return write && this.#outcome(write, await this.#send(write, options));
  }

  /** Deletes the row with exactly this key, whether it is there or not unless a condition is given. Leaves a tombstone. */
  delete(
    key: Key<Entity>,
    options: ConditionalDeleteOptions<Conditions<Entity>>,
  ): Promise<ConditionalResult<Entity>>;
  delete(key: Key<Entity>, options?: DeleteOptions): Promise<void>;
  async delete(
    key: Key<Entity>,
    options: DeleteOptions | ConditionalDeleteOptions<Conditions<Entity>> = {},
    // The overloads above say which of the two it is.
  ): Promise<ConditionalResult<Entity> | void> {
    const write = planDelete(this.#target, key, options);
    return this.#outcome(write, await this.#send(write, options));
  }

  /** Deletes the values of columns of one row: what `update` does with nulls. Each leaves a tombstone. */
  deleteColumns(
    key: Key<Entity>,
    columns: readonly DeletableColumn<Entity>[],
    options: ConditionalDeleteOptions<Conditions<Entity>>,
  ): Promise<ConditionalResult<Entity>>;
  deleteColumns(
    key: Key<Entity>,
    columns: readonly DeletableColumn<Entity>[],
    options?: DeleteOptions,
  ): Promise<void>;
  async deleteColumns(
    key: Key<Entity>,
    columns: readonly DeletableColumn<Entity>[],
    options: DeleteOptions | ConditionalDeleteOptions<Conditions<Entity>> = {},
    // The overloads above say which of the two it is.
  ): Promise<ConditionalResult<Entity> | void> {
    const write = planDeleteColumns(this.#target, key, columns, options);
    return write && this.#outcome(write, await this.#send(write, options));
  }

  /**
   * Deletes a partition, or the rows of it that a prefix of the clustering key names, the last column by a range too; several
   * by `in`. Leaves one tombstone for each, not one per row. An empty `in` list sends nothing.
   */
  async deleteMany(filter: DeleteFilter<Entity>, options: DeleteOptions = {}): Promise<void> {
    const { maxInValues } = this.context;
    const write = planDeleteMany(this.#target, filter, options, maxInValues);
    if (write !== undefined) await this.#send(write, options);
  }

  /**
   * Deletes every row of the table, whose name it asks for. Every node has to be up; Cassandra keeps a snapshot unless it is
   * configured not to. Needs the permission to change the table, and waits 60 s unless `timeoutMs` says otherwise.
   */
  async truncate(
    tableName: DefinitionOf<Entity>['name'],
    settings: WriteSettings = {},
  ): Promise<void> {
    const statement = planTruncate(this.#target, tableName, settings);
    const options = { timeoutMs: truncateTimeoutMs, ...settings };
    await this.context.runner.run(statement, options);
  }

  /** Undefined for what has no condition. */
  #outcome(
    { condition }: PlannedWrite,
    { rows }: ResultPage,
  ): ConditionalResult<Entity> | undefined {
    return condition && conditionalResult(this.model, rows[0], condition);
  }

  #send(write: PlannedWrite, settings: RequestSettings): Promise<ResultPage> {
    return this.context.runner.run(write, settings);
  }
}
