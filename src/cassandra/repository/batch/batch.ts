import type { DeleteFilter } from '../../query/filter/filter-types.js';
import type { Key, NewRow } from '../../table/row-types.js';
import type { DefinitionOf, IsCounterTable, Refused } from '../../table/table-definition.js';
import type { TableOf } from '../../table/table.js';
import type {
  Changes,
  DeletableColumn,
  PartitionKey,
  StaticChanges,
} from '../write/change/change-types.js';
import type { Conditions, StaticConditions } from '../write/condition/condition-types.js';
import { planDelete } from '../write/plan/plan-delete.js';
import { planDeleteColumns } from '../write/plan/plan-delete-columns.js';
import { planDeleteMany } from '../write/plan/plan-delete-many.js';
import { planInsert } from '../write/plan/plan-insert.js';
import { planUpdate } from '../write/plan/plan-update.js';
import type {
  Condition,
  ConditionalStatementOptions,
  WriteStatementOptions,
} from '../write/write-options.js';
import type { BatchWrites } from './batch-writes.js';
import { refuseForeign } from './check/refuse-foreign.js';

/** A table without counters, whose rows are written as asked. */
export type PlainTable<Entity> = TableOf<Entity> &
  (DefinitionOf<Entity>['writes'] extends 'plain'
    ? IsCounterTable<Entity> extends true
      ? Refused<'a table with counters belongs into a batch of the kind counter'>
      : unknown
    : Refused<'a batch would not reach the projections: write by the repository of the base'>);

/** When a statement of a batch deletes: its own time, or a condition. */
export type BatchDeleteOptions<Asked> =
  Pick<WriteStatementOptions, 'timestamp'> | (Condition<Asked> & { readonly timestamp?: never });

/**
 * Collects the writes of a logged or unlogged batch, inside the callback of `cassandra.batch()`. Each is checked at once and
 * means what it means in `Repository`; none is sent before the callback ends.
 */
export class Batch {
  readonly #writes: BatchWrites;

  static {
    refuseForeign(
      Batch.prototype,
      (batch) => batch.#writes,
      ['increment', 'incrementStatic'],
      "Add to counters in a batch of their own: batch('counter', …).",
    );
  }

  /** @internal */
  constructor(writes: BatchWrites) {
    this.#writes = writes;
  }

  /** Writes a row, over one of the same key. */
  insert<Entity>(
    table: PlainTable<Entity>,
    row: NewRow<Entity>,
    options: WriteStatementOptions = {},
  ): void {
    this.#writes.add(table, (target) => planInsert(target, row, options, false), options);
  }

  /** Makes the whole batch a conditional one. */
  insertIfNotExists<Entity>(
    table: PlainTable<Entity>,
    row: NewRow<Entity>,
    options: Pick<WriteStatementOptions, 'ttlSeconds'> = {},
  ): void {
    this.#writes.add(table, (target) => planInsert(target, row, options, true), options);
  }

  /** With `if` or `ifExists` it makes the whole batch a conditional one. */
  update<Entity>(
    table: PlainTable<Entity>,
    key: Key<Entity>,
    changes: Changes<Entity>,
    options: WriteStatementOptions | ConditionalStatementOptions<Conditions<Entity>> = {},
  ): void {
    this.#writes.add(table, (target) => planUpdate(target, key, changes, options), options);
  }

  /** Changes static columns of a partition. With `if` it makes the whole batch a conditional one. */
  updateStatic<Entity>(
    table: PlainTable<Entity>,
    key: PartitionKey<Entity>,
    changes: StaticChanges<Entity>,
    options: WriteStatementOptions | ConditionalStatementOptions<StaticConditions<Entity>> = {},
  ): void {
    this.#writes.add(
      table,
      (target) => planUpdate(target, key, changes, options, 'static'),
      options,
    );
  }

  /** Deletes the row with this key. With a condition it makes the whole batch a conditional one. */
  delete<Entity>(
    table: PlainTable<Entity>,
    key: Key<Entity>,
    options: BatchDeleteOptions<Conditions<Entity>> = {},
  ): void {
    this.#writes.add(table, (target) => planDelete(target, key, options), options);
  }

  /** Deletes values of one row. With a condition it makes the whole batch a conditional one. */
  deleteColumns<Entity>(
    table: PlainTable<Entity>,
    key: Key<Entity>,
    columns: readonly DeletableColumn<Entity>[],
    options: BatchDeleteOptions<Conditions<Entity>> = {},
  ): void {
    this.#writes.add(table, (target) => planDeleteColumns(target, key, columns, options), options);
  }

  /** Deletes the rows of a partition, of a prefix or of a range of it. */
  deleteMany<Entity>(
    table: PlainTable<Entity>,
    filter: DeleteFilter<Entity>,
    options: Pick<WriteStatementOptions, 'timestamp'> = {},
  ): void {
    const { maxInValues } = this.#writes;
    this.#writes.add(
      table,
      (target) => planDeleteMany(target, filter, options, maxInValues),
      options,
    );
  }
}
