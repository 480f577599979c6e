import type { RequestSettings, WriteSettings } from '../cql/statement.js';
import type { Key, NewRow } from '../table/row-types.js';
import type { TableOf } from '../table/table.js';
import type { DefinitionOf } from '../table/table-definition.js';
import { TableFamily } from './projection/family/table-family.js';
import type { RowValues } from './projection/family/project-row.js';
import { type StoredRow, StoredRowReader } from './projection/family/stored-row.js';
import { withVersion } from './projection/row-version.js';
import { truncateFamily } from './projection/truncate-family.js';
import { type LoadOptions, loadRows } from './projection/write/load.js';
import {
  deleteChange,
  insertChange,
  updateChange,
  type VersionedChange,
} from './projection/write/versioned-change.js';
import { VersionedWriter } from './projection/write/versioned-writer.js';
import type {
  ExpectingWriteOptions,
  VersionedWriteOptions,
} from './projection/write/versioned-write-options.js';
import { plainSteps } from './projection/write/write-steps.js';
import { ReadRepository } from './read/read-repository.js';
import type { Changes } from './write/change/change-types.js';
import type { InsertResult } from './write/write-result.js';
import type { WritingContext } from './writing-context.js';

/**
 * Reads and writes a table declared with `writes: 'versioned'`, and keeps its projections in step. Each write is a lightweight
 * transaction on the row: read, four round trips between replicas, and with projections three requests more. Writes of one row
 * come one after the other; one that meets another tries again.
 *
 * Every call has a deadline (`deadlineMs`) and may throw `ConcurrentUpdateError` (nothing was written) and `ProjectionLagError`
 * (the row is written, its projections will be). Any other error says by `mayBeApplied` whether it may have been written.
 */
export class VersionedRepository<Entity> extends ReadRepository<Entity> {
  readonly #table: TableOf<Entity>;
  readonly #family: TableFamily;
  readonly #reader: StoredRowReader;
  readonly #writer: VersionedWriter;
  readonly #maxBatchBytes: number;

  constructor(table: TableOf<Entity>, context: WritingContext) {
    super(table, context);
    this.#table = table;
    const { runner, serialConsistency, maxBatchBytes, steps = plainSteps } = context;
    const family = new TableFamily(table.definition, this.keyspace);
    this.#family = family;
    this.#maxBatchBytes = maxBatchBytes;
    this.#reader = new StoredRowReader(family, runner);
    this.#writer = new VersionedWriter({ family, runner, serialConsistency, maxBatchBytes, steps });
  }

  /** The row with exactly this key, or null; `versionOf(row)` tells its version. Reads one partition. */
  override async findOne(key: Key<Entity>, settings: RequestSettings = {}): Promise<Entity | null> {
    const row = await this.#reader.read(key, settings);
    return row === null ? null : this.#entity(row);
  }

  /**
   * Writes a row, over one of the same key if there is one, whose columns stay that are absent here. Gives the row as it is
   * then, with its version; without one if another write came right after.
   */
  async insert(row: NewRow<Entity>, options: VersionedWriteOptions = {}): Promise<Entity> {
    const written = await this.#write(insertChange(this.#family, row, false), options);
    // Only a write that asks for something of the row can find nothing to do.
    return written.row as Entity;
  }

  /**
   * Writes a row unless there is one of the same key, which is then given back. Does not read first: cheaper than `insert`
   * where rows are mostly new. A try of unknown outcome is settled by a read at serial consistency.
   */
  async insertIfNotExists(
    row: NewRow<Entity>,
    options: VersionedWriteOptions = {},
  ): Promise<VersionedInsertResult<Entity>> {
    const { isApplied, row: found } = await this.#write(
      insertChange(this.#family, row, true),
      options,
    );
    return isApplied
      ? { applied: true, row: found as Entity }
      : { applied: false, existing: found as Entity };
  }

  /**
   * Changes columns of a row that is there, and gives the row as it is then; null if there is none, which is not made. Absent and undefined
   * columns are left alone, null deletes the value, and `add`, `append`, `put` and their kin change parts of a collection.
   * Without a change nothing is written.
   */
  async update(
    key: Key<Entity>,
    changes: Changes<Entity>,
    options: ExpectingWriteOptions = {},
  ): Promise<Entity | null> {
    return (await this.#write(updateChange(this.#family, key, changes), options)).row;
  }

  /** Deletes the row with exactly this key; tells whether there was one. */
  async delete(key: Key<Entity>, options: ExpectingWriteOptions = {}): Promise<boolean> {
    return (await this.#write(deleteChange(this.#family, key), options)).isApplied;
  }

  /**
   * Writes many rows and their projected rows, without reading and without transactions: several times as fast as `insert`, and
   * right only while nobody else inserts these rows. All have one time, before that of every other write: loaded twice, a row
   * that was changed or deleted since stays so, within `gcGraceSeconds`. Gives the number of rows.
   */
  async load(
    rows: Iterable<NewRow<Entity>> | AsyncIterable<NewRow<Entity>>,
    options: LoadOptions = {},
  ): Promise<number> {
    const { runner } = this.context;
    const maxBatchBytes = this.#maxBatchBytes;
    return await loadRows({ family: this.#family, runner, maxBatchBytes }, rows, options);
  }

  /**
   * Deletes every row of the table and of its projections; asks for the table's name. Every node has to be up, and no other
   * process may write meanwhile: what it writes could be left in one table and not in the other.
   */
  async truncate(
    tableName: DefinitionOf<Entity>['name'],
    settings: WriteSettings = {},
  ): Promise<void> {
    await truncateFamily(this.context.runner, this.#family, tableName, settings);
  }

  async #write(
    change: VersionedChange,
    options: ExpectingWriteOptions,
  ): Promise<{ readonly isApplied: boolean; readonly row: Entity | null }> {
    const outcome = await this.#writer.write(change, options);
    if (outcome.kind === 'unchanged') {
      return { isApplied: false, row: outcome.old && this.#entity(outcome.old) };
    }
    const { row, after } = outcome;
    if (row !== null) return { isApplied: true, row: this.#entity(row) };
    return { isApplied: true, row: after && this.#made(after) };
  }

  #entity({ driverRow, version }: StoredRow): Entity {
    // Undefined for static columns alone, which such a table has not.
    return withVersion(this.decode(driverRow) as Entity, version);
  }

  #made(values: RowValues): Entity {
    return new this.#table(values as never);
  }
}

/** Whether a row was inserted, or the one that was there already; both with their version. */
export type VersionedInsertResult<Entity> =
  | { readonly applied: true; readonly row: Entity }
  | Extract<InsertResult<Entity>, { readonly applied: false }>;
