import { ConcurrentUpdateError } from '../../../errors/failed/concurrent-update.error.js';
import { CassandraError } from '../../../errors/cassandra-error.js';
import type { WriteSettings } from '../../../cql/statement.js';
import { planDeleteMany } from '../../write/plan/plan-delete-many.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import type { WriteTarget } from '../../write/write-target.js';
import { rowOf } from '../../batch/row-identity.js';
import { planDeleteProjected, planInsertProjected, projectRow } from '../family/project-row.js';
import type { StoredRow } from '../family/stored-row.js';
import { IntentLog, minuteMs } from '../intents/intent-log.js';
import { type Intent, OpenIntents, type IntentPartition } from '../intents/open-intents.js';
import { loggedBatch } from '../write/logged-batch.js';
import { touchChange } from '../write/versioned-change.js';
import { VersionedWriter } from '../write/versioned-writer.js';
import type { WriterContext } from '../write/writer-context.js';
import { defaultForgetMs, type RepairAges } from './repair-options.js';

/** What a look at the intents of one base came to. */
export interface Repaired {
  readonly done: number;
  /** Not old enough yet, or failed and looked at again next time. */
  readonly left: number;
  readonly failures: readonly CassandraError[];
}

/**
 * Ends what writers of one base have begun and not ended: those that crashed, or could not reach the nodes of a projection in
 * time. Every step may be repeated, and be done by several instances at once, beside the writers themselves.
 */
export class Repairer {
  readonly #intents: OpenIntents;
  readonly #log: IntentLog;
  readonly #writer: VersionedWriter;

  constructor(
    private readonly context: WriterContext,
    private readonly target: WriteTarget,
  ) {
    const { family, runner, steps } = context;
    this.#intents = new OpenIntents(family, target, runner);
    this.#log = new IntentLog(family, target, runner, steps);
    this.#writer = new VersionedWriter(context);
  }

  get table(): string {
    return this.context.family.definition.name;
  }

  get intents(): OpenIntents {
    return this.#intents;
  }

  /** One look at all intents. A failure of one does not keep it from the others. */
  async sweep(ages: RepairAges, settings: WriteSettings = {}): Promise<Repaired> {
    const total = { done: 0, left: 0, failures: [] as CassandraError[] };
    for (const partition of await this.#intents.partitions(settings)) {
      let left = 0;
      for (const intent of await this.#intents.of(partition, settings)) {
        settings.signal?.throwIfAborted();
        if (await this.#tryRepair(intent, ages, settings, total.failures)) total.done++;
        else left++;
      }
      total.left += left;
      // Not while a writer whose clock is behind could still write to it: that would be deleted with it.
      const isOver = this.#ageOf(partition.minute) - minuteMs > defaultForgetMs;
      if (left === 0 && isOver) {
        await this.#drop(partition, settings);
      }
    }
    return total;
  }

  async #tryRepair(
    intent: Intent,
    ages: RepairAges,
    settings: WriteSettings,
    failures: CassandraError[],
  ): Promise<boolean> {
    if (this.#ageOf(intent.writtenAt) < ages.afterMs) return false;
    try {
      const isDone = await this.#repair(intent, ages, settings);
      if (isDone) await this.#log.remove(intent, settings);
      return isDone;
    } catch (error) {
      if (!(error instanceof CassandraError)) throw error;
      failures.push(error);
      return false;
    }
  }

  async #repair(intent: Intent, ages: RepairAges, settings: WriteSettings): Promise<boolean> {
    const consistency = this.context.serialConsistency;
    const row = await this.#writer.reader.read(intent.key, { ...settings, consistency });
    if (intent.oldWriteId === null) {
      const isInserted = row?.createdId === intent.writeId;
      // The insert may still be on its way.
      if (!isInserted && this.#ageOf(intent.writtenAt) < ages.forgetMs) return false;
    } else if (row?.writeId === intent.oldWriteId) {
      // So may the update be; after this it will not be applied any more.
      return await this.#fence(intent, settings);
    }
    if (row?.version != null) {
      await this.#send(this.#planCurrent(row, row.version), row.version, settings);
    }
    if (intent.oldVersion !== null) {
      await this.#send(this.#planOld(intent, row), intent.oldVersion, settings);
    }
    return true;
  }

  /**
   * Touches the row as it was when the intent was recorded, and no later one: what the write has moved by then is not where the
   * touch would look for it.
   */
  async #fence(intent: Intent, settings: WriteSettings): Promise<boolean> {
    const change = touchChange(this.context.family, intent.key);
    const expectedVersion = String(intent.oldVersion);
    try {
      const { kind } = await this.#writer.write(change, { ...settings, expectedVersion });
      return kind === 'applied';
    } catch (error) {
      if (error instanceof ConcurrentUpdateError) return false;
      throw error;
    }
  }

  /** The rows as they are now, nulls too: an older row may be under the same key. */
  #planCurrent({ values }: StoredRow, version: bigint): readonly PlannedWrite[] {
    return this.context.family.projections.flatMap((projection) => {
      const projected = projectRow(projection, values);
      return projected === undefined
        ? []
        : planInsertProjected(projection, projected, version, true);
    });
  }

  #planOld(intent: Intent, row: StoredRow | null): readonly PlannedWrite[] {
    return this.context.family.projections.flatMap((projection) => {
      const old = this.#intents.oldKey(intent, projection);
      if (old === undefined) return [];
      const gone = planDeleteProjected(projection, old);
      const current = row === null ? undefined : projectRow(projection, row.values);
      const isKept =
        current !== undefined && rowOf(planDeleteProjected(projection, current)) === rowOf(gone);
      return isKept ? [] : [gone];
    });
  }

  async #send(
    writes: readonly PlannedWrite[],
    version: bigint,
    settings: WriteSettings,
  ): Promise<void> {
    if (writes.length > 0) {
      await this.context.runner.run(loggedBatch(writes, version), settings);
    }
  }

  async #drop({ minute, shard }: IntentPartition, settings: WriteSettings): Promise<void> {
    const write = planDeleteMany(this.target, { minute, shard }, {}, 1);
    if (write !== undefined) await this.context.runner.run(write, settings);
  }

  #ageOf(time: Date): number {
    return this.context.steps.now() - time.getTime();
  }
}
