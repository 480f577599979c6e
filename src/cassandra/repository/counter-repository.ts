import type { WriteSettings } from '../cql/statement.js';
import type { DeleteFilter } from '../query/filter/filter-types.js';
import type { Key } from '../table/row-types.js';
import type { DefinitionOf } from '../table/table-definition.js';
import { ReadRepository } from './read/read-repository.js';
import type { Increments, PartitionKey, StaticIncrements } from './write/change/change-types.js';
import { planDelete } from './write/plan/plan-delete.js';
import { planDeleteMany } from './write/plan/plan-delete-many.js';
import { planIncrement } from './write/plan/plan-increment.js';
import { planTruncate, truncateTimeoutMs } from './write/plan/plan-truncate.js';
import type { PlannedWrite } from './write/plan/planned-write.js';
import { WriteTarget } from './write/write-target.js';

/**
 * Reads one table of counters and adds to them. An addition is never retried by itself: after a time-out (`mayBeApplied`)
 * nobody can tell whether it was counted. Where the sum has to be right, store events and count them.
 */
export class CounterRepository<Entity> extends ReadRepository<Entity> {
  readonly #target = new WriteTarget(this.keyspace, this.model);

  /**
   * Adds to counters of one row, which comes into being with it; 0 makes the row, too. Without a counter nothing is sent. A
   * sum over 64 bits wraps around without an error.
   *
   * @example
   * await plays.increment({ videoId }, { plays: 1n });
   */
  async increment(
    key: Key<Entity>,
    increments: Increments<Entity>,
    settings: WriteSettings = {},
  ): Promise<void> {
    await this.#send(planIncrement(this.#target, key, increments, settings), settings);
  }

  /** Adds to static counters, which the rows of a partition share, by the partition key alone. */
  async incrementStatic(
    key: PartitionKey<Entity>,
    increments: StaticIncrements<Entity>,
    settings: WriteSettings = {},
  ): Promise<void> {
    const write = planIncrement(this.#target, key, increments, settings, 'static');
    await this.#send(write, settings);
  }

  /**
   * Deletes the row with exactly this key, for good: it is no reset. An addition after it may bring the old sum back, or be
   * lost.
   */
  async delete(key: Key<Entity>, settings: WriteSettings = {}): Promise<void> {
    await this.#send(planDelete(this.#target, key, settings), settings);
  }

  /** Deletes a partition or rows of it, for good, by the filters that `Repository.deleteMany` takes. */
  async deleteMany(filter: DeleteFilter<Entity>, settings: WriteSettings = {}): Promise<void> {
    const { maxInValues } = this.context;
    await this.#send(planDeleteMany(this.#target, filter, settings, maxInValues), settings);
  }

  /** Deletes every row of the table, whose name it asks for, as `Repository.truncate` does. */
  async truncate(
    tableName: DefinitionOf<Entity>['name'],
    settings: WriteSettings = {},
  ): Promise<void> {
    const statement = planTruncate(this.#target, tableName, settings);
    const options = { timeoutMs: truncateTimeoutMs, ...settings };
    await this.context.runner.run(statement, options);
  }

  async #send(write: PlannedWrite | undefined, settings: WriteSettings): Promise<void> {
    if (write !== undefined) await this.context.runner.run(write, settings);
  }
}
