import type { WriteSettings } from '../cql/statement.js';
import type { NewRow } from '../table/row-types.js';
import type { TableOf } from '../table/table.js';
import type { DefinitionOf } from '../table/table-definition.js';
import { refuse } from '../errors/refused/refuse.js';
import { checkNames, requestNames } from '../query/plan/option-names.js';
import { refuseBatch } from './batch/check/batch-fault.js';
import { sizeFaults } from './batch/check/check-size.js';
import {
  planInsertProjected,
  projectRow,
  type RowValues,
} from './projection/family/project-row.js';
import { TableFamily } from './projection/family/table-family.js';
import { truncateFamily } from './projection/truncate-family.js';
import { loggedBatch } from './projection/write/logged-batch.js';
import { ReadRepository } from './read/read-repository.js';
import { planInsert } from './write/plan/plan-insert.js';
import type { WritingContext } from './writing-context.js';

const microsPerMilli = 1000n;

/**
 * Reads a table declared with `writes: 'append-only'` and adds rows to it and to its projections. Rows never change: there is
 * no other write, and a row is never inserted again with other values.
 */
export class AppendOnlyRepository<Entity> extends ReadRepository<Entity> {
  readonly #family: TableFamily;
  readonly #maxBatchBytes: number;

  constructor(table: TableOf<Entity>, context: WritingContext) {
    super(table, context);
    this.#maxBatchBytes = context.maxBatchBytes;
    this.#family = new TableFamily(table.definition, this.keyspace);
  }

  /**
   * Writes a row and its projected rows in one logged batch: after an error with `mayBeApplied` the same row may be inserted
   * again. Where the table has no projections, a plain insert.
   */
  async insert(row: NewRow<Entity>, settings: WriteSettings = {}): Promise<void> {
    const { base, projections } = this.#family;
    // A TTL or a time of the base alone would part it from its projections.
    refuse('write', this.model.name, checkNames(settings, requestNames));
    const insert = planInsert(base, row, settings, false);
    const values = row as RowValues;
    // Two rows of one millisecond are two rows; the same row twice is the same.
    const timestamp = BigInt(Date.now()) * microsPerMilli;
    const writes = projections.flatMap((projection) => {
      const projected = projectRow(projection, values);
      return projected === undefined
        ? []
        : planInsertProjected(projection, projected, timestamp, false);
    });
    const all = [insert, ...writes];
    refuseBatch(this.model.name, sizeFaults(all, this.#maxBatchBytes));
    await this.context.runner.run(loggedBatch(all, timestamp), settings);
  }

  /** Deletes every row of the table and of its projections; asks for the table's name. Every node has to be up. */
  async truncate(
    tableName: DefinitionOf<Entity>['name'],
    settings: WriteSettings = {},
  ): Promise<void> {
    await truncateFamily(this.context.runner, this.#family, tableName, settings);
  }
}
