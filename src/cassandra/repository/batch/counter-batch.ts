import type { DeleteFilter } from '../../query/filter/filter-types.js';
import type { Key } from '../../table/row-types.js';
import type { IsCounterTable, Refused } from '../../table/table-definition.js';
import type { TableOf } from '../../table/table.js';
import type { Increments, PartitionKey, StaticIncrements } from '../write/change/change-types.js';
import { planDelete } from '../write/plan/plan-delete.js';
import { planDeleteMany } from '../write/plan/plan-delete-many.js';
import { planIncrement } from '../write/plan/plan-increment.js';
import type { BatchWrites } from './batch-writes.js';
import { refuseForeign } from './check/refuse-foreign.js';

/** A table with counters. */
export type CounterTable<Entity> = TableOf<Entity> &
  (IsCounterTable<Entity> extends true
    ? unknown
    : Refused<'a table without counters belongs into a logged or unlogged batch'>);

/** Collects the additions of a counter batch, inside the callback of `cassandra.batch('counter', …)`. */
export class CounterBatch {
  readonly #writes: BatchWrites;

  static {
    refuseForeign(
      CounterBatch.prototype,
      (batch) => batch.#writes,
      ['insert', 'insertIfNotExists', 'update', 'updateStatic', 'deleteColumns'],
      "Write other tables in a batch of their own: batch('logged', …).",
    );
  }

  /** @internal */
  constructor(writes: BatchWrites) {
    this.#writes = writes;
  }

  /** Adds to the counters of one row. */
  increment<Entity>(
    table: CounterTable<Entity>,
    key: Key<Entity>,
    increments: Increments<Entity>,
  ): void {
    this.#writes.add(table, (target) => planIncrement(target, key, increments, {}));
  }

  /** Adds to the static counters of a partition. */
  incrementStatic<Entity>(
    table: CounterTable<Entity>,
    key: PartitionKey<Entity>,
    increments: StaticIncrements<Entity>,
  ): void {
    this.#writes.add(table, (target) => planIncrement(target, key, increments, {}, 'static'));
  }

  /** For good: see `CounterRepository.delete`. */
  delete<Entity>(table: CounterTable<Entity>, key: Key<Entity>): void {
    this.#writes.add(table, (target) => planDelete(target, key, {}));
  }

  /** For good: see `CounterRepository.delete`. */
  deleteMany<Entity>(table: CounterTable<Entity>, filter: DeleteFilter<Entity>): void {
    const { maxInValues } = this.#writes;
    this.#writes.add(table, (target) => planDeleteMany(target, filter, {}, maxInValues));
  }
}
