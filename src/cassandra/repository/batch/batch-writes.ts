import type { RequestSettings } from '../../cql/statement.js';
import type { TableOf } from '../../table/table.js';
import { refuse } from '../../errors/refused/refuse.js';
import { checkNames, namesOf } from '../../query/plan/option-names.js';
import type { PlannedWrite } from '../write/plan/planned-write.js';
import type { UncheckedOptions } from '../write/write-options.js';
import type { WriteTarget, WriteTargets } from '../write/write-target.js';
import { refuseBatch, tablesOf } from './check/batch-fault.js';

/** What is about the request is said of the whole batch. */
const statementNames = namesOf<Omit<UncheckedOptions, keyof RequestSettings>>({
  ttlSeconds: true,
  timestamp: true,
  if: true,
  ifExists: true,
  ifNotExists: true,
});

/** What is put into one batch, while its callback runs. */
export class BatchWrites {
  readonly #writes: PlannedWrite[] = [];
  #failure: { readonly error: unknown } | undefined;
  #isClosed = false;

  constructor(
    private readonly targets: WriteTargets,
    readonly maxInValues: number,
  ) {}

  /** Checks a statement by itself, and keeps it. A write of nothing is left out. */
  add(
    table: TableOf<unknown>,
    plan: (target: WriteTarget) => PlannedWrite | undefined,
    options: object = {},
  ): void {
    this.refuseReuse();
    try {
      refuseProjected(table);
      refuse('write', table.definition.name, checkNames(options, statementNames));
      const write = plan(this.targets.of(table));
      if (write !== undefined) this.#writes.push(write);
    } catch (error) {
      // Also if the callback catches it: half of what was meant is not to be sent.
      this.#failure ??= { error };
      throw error;
    }
  }

  /** Ends the time of adding; throws what was wrong with a statement. */
  close(): readonly PlannedWrite[] {
    this.#isClosed = true;
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#writes;
  }

  /** After an error of the callback: nothing is sent, and nothing more taken. */
  abandon(): void {
    this.#isClosed = true;
  }

  /** A batch is sent when its callback ends; what comes later would be lost. */
  refuseReuse(): void {
    if (!this.#isClosed) return;
    refuseBatch(tablesOf(this.#writes), [
      {
        code: 'batch-reused',
        columns: [],
        problem: 'The batch has been sent, or given up, already.',
        fix: 'Await everything inside the callback, and make a new batch for what comes later.',
      },
    ]);
  }
}

/** Writes of a base reach its projections by its repository alone. */
function refuseProjected({ definition: { name, writes } }: TableOf<unknown>): void {
  if (writes === 'plain') return;
  const what = writes === 'projection' ? 'is a projection' : `has writes: '${writes}'`;
  refuseBatch(name, [
    {
      code: 'batch-projection',
      columns: [],
      problem: `The table ${what}, which a batch does not keep in step.`,
      fix: 'Write by the repository of the base.',
    },
  ]);
}
