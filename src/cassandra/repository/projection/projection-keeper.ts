import { InvalidTableError } from '../../errors/refused/invalid-table.error.js';
import { hasIntents } from '../../table/projection/stored-definition.js';
import { refuse } from '../../errors/refused/refuse.js';
import type { TableOf } from '../../table/table.js';
import type { TableDefinition } from '../../table/table-definition.js';
import { withProjections } from '../../table/projection/with-projections.js';
import { tableFault } from '../../table/verify/table-fault.js';
import type { WritingContext } from '../writing-context.js';
import type { RowValues } from './family/project-row.js';
import { TableFamily } from './family/table-family.js';
import {
  checkReconcile,
  type ReconcileOptions,
  type ReconcileResult,
} from './reconcile/reconcile-options.js';
import { Reconciler } from './reconcile/reconciler.js';
import { repairInBackground, type RepairSchedule } from './repair/repair-in-background.js';
import { Repairer } from './repair/repairer.js';
import type { WriterContext } from './write/writer-context.js';
import { plainSteps } from './write/write-steps.js';

/** Writes of a base that have not ended: what a monitor watches. */
export interface OpenIntentsReport {
  /** Writes that are on their way, or were interrupted and not yet repaired. */
  readonly count: number;
  /** When the oldest began; null for none. Older than a minute or two: the repairer does not get through. */
  readonly oldest: Date | null;
  /** The keys of their rows in the base. What a write was about to do may be done or not: read them at serial consistency. */
  readonly keys: readonly RowValues[];
}

/** What is done for projections beside writing: repair, comparison, and telling what is open. */
export class ProjectionKeeper {
  readonly #context: WritingContext;

  constructor(context: WritingContext) {
    this.#context = context;
  }

  async reconcile(table: TableOf<unknown>, options: ReconcileOptions): Promise<ReconcileResult> {
    const { definition } = table;
    refuse('query', definition.name, checkReconcile(options));
    const context = this.#writerContext(baseOf(definition));
    const { projections } = context.family;
    const asked = projections.filter(
      (one) => one.definition === definition || definition.source === undefined,
    );
    return await new Reconciler(context, this.#context, asked, options).run();
  }

  async openIntents({ definition }: TableOf<unknown>): Promise<OpenIntentsReport> {
    const repairer = this.repairerOf(baseOf(definition));
    const keys: RowValues[] = [];
    let oldest: Date | null = null;
    if (repairer === undefined) return { count: 0, oldest, keys };
    for (const partition of await repairer.intents.partitions({})) {
      for (const { writtenAt, key } of await repairer.intents.of(partition, {})) {
        keys.push(key);
        if (oldest === null || writtenAt < oldest) oldest = writtenAt;
      }
    }
    return { count: keys.length, oldest, keys };
  }

  /** Ends what instances that crashed have left of their writes; returns at once. */
  repairInBackground(tables: readonly TableOf<unknown>[], schedule: RepairSchedule): void {
    const bases = withProjections(tables.map(({ definition }) => definition));
    const repairers = bases.flatMap((base) => this.repairerOf(base) ?? []);
    if (repairers.length > 0) void repairInBackground(repairers, schedule);
  }

  /** Undefined for a base whose writes leave no intents. */
  repairerOf(base: TableDefinition): Repairer | undefined {
    if (!hasIntents(base)) return undefined;
    const context = this.#writerContext(base);
    const { intents } = context.family;
    return intents === undefined ? undefined : new Repairer(context, intents);
  }

  #writerContext(base: TableDefinition): WriterContext {
    const {
      runner,
      serialConsistency,
      maxBatchBytes,
      keyspace,
      steps = plainSteps,
    } = this.#context;
    const family = new TableFamily(base, base.keyspace ?? keyspace);
    return { family, runner, serialConsistency, maxBatchBytes, steps };
  }
}

function baseOf(definition: TableDefinition): TableDefinition {
  const base = definition.source?.base ?? definition;
  if (base.writes === 'versioned') return base;
  const problem = 'It has no versions: it is neither versioned nor a projection of such a table.';
  const fix = "Declare its base with writes: 'versioned'.";
  throw new InvalidTableError([tableFault(definition, 'projection', [], problem, fix)]);
}
