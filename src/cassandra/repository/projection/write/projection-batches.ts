import { canPass } from '../../../errors/can-pass.js';
import { CassandraError } from '../../../errors/cassandra-error.js';
import { ProjectionLagError } from '../../../errors/failed/projection-lag.error.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import { planDeletes, planProjections } from '../family/plan-projections.js';
import type { RowValues } from '../family/project-row.js';
import type { StoredRow, StoredRowReader } from '../family/stored-row.js';
import type { Deadline } from './deadline.js';
import { loggedBatch } from './logged-batch.js';
import type { WriterContext } from './writer-context.js';

const pauseMs = 100;

/** A transaction that was applied. */
export interface AppliedWrite {
  readonly key: RowValues;
  readonly id: string;
  readonly old: StoredRow | null;
  /** Null: the row is deleted. */
  readonly after: RowValues | null;
  /** The row, if it was read since. */
  readonly read: StoredRow | null;
}

/** Brings the projections to where a write has brought the base. */
export class ProjectionBatches {
  constructor(
    private readonly context: WriterContext,
    private readonly reader: StoredRowReader,
  ) {}

  /** Gives the row with its version; null if it is deleted, or another write has come since. */
  async write(applied: AppliedWrite, deadline: Deadline): Promise<StoredRow | null> {
    for (;;) {
      try {
        return await this.#try(applied, deadline);
      } catch (error) {
        if (!(error instanceof CassandraError)) throw error;
        if (!canPass(error) || deadline.isOver) {
          throw new ProjectionLagError(this.context.family.definition.name, error);
        }
        await deadline.pause(pauseMs);
      }
    }
  }

  async #try(applied: AppliedWrite, deadline: Deadline): Promise<StoredRow | null> {
    const { family } = this.context;
    const { old, after } = applied;
    const row = after === null ? null : await this.#current(applied, deadline);
    if (row?.writeId === applied.id && row.version !== null) {
      const before = old?.values ?? null;
      const change = { before, after: row.values, version: row.version };
      await this.#send(planProjections(family, change), row.version, deadline);
      return row;
    }
    // The row is deleted, or its next writer knows where this write has put it, but not where it was before. Deleted at the
    // version it had there: what was written later under the same key stays.
    if (old?.version != null) {
      await this.#send(planDeletes(family, old.values, row?.values), old.version, deadline);
    }
    return null;
  }

  /** A row that is not as this write left it is looked at twice: a replica may not have heard of the write yet. */
  async #current({ key, id, read }: AppliedWrite, deadline: Deadline): Promise<StoredRow | null> {
    const { steps, serialConsistency } = this.context;
    if (read !== null) return read;
    const settings = deadline.unbound();
    const row = await steps.run('version', () => this.reader.read(key, settings));
    if (row?.writeId === id) return row;
    const serial = { ...settings, consistency: serialConsistency };
    return await steps.run('version', () => this.reader.read(key, serial));
  }

  async #send(writes: readonly PlannedWrite[], version: bigint, deadline: Deadline): Promise<void> {
    if (writes.length === 0) return;
    const statement = loggedBatch(writes, version);
    await this.context.steps.run('batch', () =>
      this.context.runner.run(statement, deadline.unbound()),
    );
  }
}
