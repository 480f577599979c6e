import type { NewRow, Changes, Key } from '../table/row-types.js';
import { planDelete, planInsert, planUpdate } from './plan-write.js';
import { ReadRepository } from './read-repository.js';
import type { DeleteOptions, UpdateOptions, WriteOptions } from './write-options.js';
import type { DriverRow, RequestSettings, Statement } from '../cql/statement.js';

/** Whether a row was inserted, or the one that was there already. */
export type InsertResult<Entity> =
  { readonly applied: true } | { readonly applied: false; readonly existing: Entity };

/** Whether the row was there to be changed or deleted. */
export interface ConditionalResult {
  /** True where the row was there and is changed or deleted now. */
  readonly applied: boolean;
}

/** Reads and writes one table. `Entity` is the table class's instance type. */
export class Repository<Entity> extends ReadRepository<Entity> {
  /**
   * Writes a row, over one of the same key if there is one. Absent and undefined properties are not written: an existing
   * row keeps them. An explicit null deletes the value and leaves a tombstone.
   */
  async insert(row: NewRow<Entity>, options: WriteOptions = {}): Promise<void> {
    await this.#run(planInsert(this.#target, row, options, false), options);
  }

  /**
   * Writes a row unless there is one of the same key, which is then given back. A lightweight transaction: four round trips
   * between replicas instead of one. After a time-out (`mayBeApplied`) read the row at consistency SERIAL to know.
   */
  async insertIfNotExists(
    row: NewRow<Entity>,
    options: WriteOptions = {},
  ): Promise<InsertResult<Entity>> {
    const rows = await this.#run(planInsert(this.#target, row, options, true), options);
    const [answer] = rows;
    if (answer === undefined || answer['[applied]'] === true) return { applied: true };
    const existing = this.decode(answer);
    return existing === undefined ? { applied: true } : { applied: false, existing };
  }

  /**
   * Changes the given columns of one row: absent and undefined ones are left alone, null deletes the value. Without a change
   * nothing is sent. A row that is not there comes into being with these columns alone, and goes with the last of them:
   * make rows with `insert`, or give `ifExists`.
   */
  update(
    key: Key<Entity>,
    changes: Changes<Entity>,
    options: UpdateOptions & { readonly ifExists: true },
  ): Promise<ConditionalResult>;
  update(key: Key<Entity>, changes: Changes<Entity>, options?: WriteOptions): Promise<void>;
  async update(
    key: Key<Entity>,
    changes: Changes<Entity>,
    options: UpdateOptions = {},
    // The overloads above say which of the two it is.
  ): Promise<ConditionalResult | void> {
    const statement = planUpdate(this.#target, key, changes, options);
    if (statement === undefined) return;
    const [answer] = await this.#run(statement, options);
    if (options.ifExists === true) return { applied: answer?.['[applied]'] === true };
  }

  /** Deletes the row with exactly this key, whether it is there or not unless `ifExists` is given. Leaves a tombstone. */
  delete(
    key: Key<Entity>,
    options: DeleteOptions & { readonly ifExists: true },
  ): Promise<ConditionalResult>;
  delete(key: Key<Entity>, options?: RequestSettings): Promise<void>;
  async delete(
    key: Key<Entity>,
    options: DeleteOptions = {},
    // The overloads above say which of the two it is.
  ): Promise<ConditionalResult | void> {
    const [answer] = await this.#run(planDelete(this.#target, key, options), options);
    if (options.ifExists === true) return { applied: answer?.['[applied]'] === true };
  }

  get #target(): { readonly keyspace: string; readonly model: Repository<Entity>['model'] } {
    return { keyspace: this.keyspace, model: this.model };
  }

  async #run(statement: Statement, options: WriteOptions): Promise<readonly DriverRow[]> {
    const { rows } = await this.context.runner.run(statement, options);
    return rows;
  }
}
