import { randomUUID } from 'node:crypto';
import type { RequestSettings } from '../../../cql/statement.js';
import { CassandraRequestError } from '../../../errors/failed/cassandra-request.error.js';
import { CassandraWriteTimeoutError } from '../../../errors/failed/timeout/cassandra-write-timeout.error.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { ConcurrentUpdateError } from '../../../errors/failed/concurrent-update.error.js';
import { refuseBatch } from '../../batch/check/batch-fault.js';
import { sizeFaults } from '../../batch/check/check-size.js';
import { settingFaults } from '../../write/check/check-options.js';
import { wasApplied } from '../../write/write-result.js';
import { planProjections } from '../family/plan-projections.js';
import type { RowValues } from '../family/project-row.js';
import { type StoredRow, StoredRowReader } from '../family/stored-row.js';
import { type IntentKey, IntentLog } from '../intents/intent-log.js';
import { Deadline, deadlineFaults } from './deadline.js';
import { planAdoption } from './plan-adoption.js';
import { ProjectionBatches } from './projection-batches.js';
import type { PlannedTransaction, VersionedChange } from './versioned-change.js';
import { type ExpectingWriteOptions, versionedNames } from './versioned-write-options.js';
import type { WriterContext } from './writer-context.js';

const maxTries = 10;
const pauseMs = 20;

/**
 * What became of a write. `unchanged`: there was nothing to do for the row that is there, or that there is none. `applied`: the
 * row as it was read after it, unless another write came before that.
 */
export type VersionedOutcome =
  | { readonly kind: 'unchanged'; readonly old: StoredRow | null }
  | { readonly kind: 'applied'; readonly row: StoredRow | null; readonly after: RowValues | null };

/** One try of a write: what it found, what it does about it, and where that is recorded. */
interface Try extends PlannedTransaction {
  readonly old: StoredRow | null;
  readonly intent: IntentKey | undefined;
}

/**
 * Writes rows of a versioned table: a lightweight transaction on the base, then one batch for its projections, at the time of
 * the transaction. That time is the ballot of Paxos: it rises along the order of the row's transactions, whatever the clocks of
 * the writers say, so batches may come late, twice and in any order.
 */
export class VersionedWriter {
  readonly #reader: StoredRowReader;
  readonly #batches: ProjectionBatches;
  readonly #intents: IntentLog | undefined;

  constructor(private readonly context: WriterContext) {
    const { family, runner, steps } = context;
    this.#reader = new StoredRowReader(family, runner);
    this.#batches = new ProjectionBatches(context, this.#reader);
    this.#intents =
      family.intents === undefined
        ? undefined
        : new IntentLog(family, family.intents, runner, steps);
  }

  get reader(): StoredRowReader {
    return this.#reader;
  }

  async write(change: VersionedChange, settings: ExpectingWriteOptions): Promise<VersionedOutcome> {
    refuse('write', this.#table, [
      ...settingFaults(settings, versionedNames),
      ...deadlineFaults(settings),
    ]);
    const deadline = new Deadline(settings);
    // One id for all tries: one that was applied without our knowledge is found by it.
    const id = randomUUID();
    let unsure: { readonly error: CassandraRequestError; readonly at: Try } | undefined;
    let old = change.expectsNone ? null : await this.#read(change, deadline.settings());
    for (let tries = 1; ; tries++) {
      if (unsure !== undefined && isOwn(old, id)) {
        return await this.#finish(change, unsure.at, id, deadline, old);
      }
      if (unsure !== undefined && old === null && unsure.at.after === null) {
        return await this.#finish(change, unsure.at, id, deadline);
      }
      if (old !== null && old.writeId === null) {
        await this.#adopt(change.key, deadline);
        old = await this.#read(change, deadline.settings());
        continue;
      }
      if (isAnother(old, settings))
        throw unsure?.error ?? new ConcurrentUpdateError(this.#table, 'version');
      const again = unsure !== undefined && isSame(old, unsure.at.old) ? unsure.at : undefined;
      // Another write came after the update of unknown outcome, or in its place. A row another insert has made tells more: that
      // of this call was not.
      if (unsure?.at.old != null && again === undefined && old !== null) throw unsure.error;
      if (unsure !== undefined && again !== undefined && mayComeLate(unsure)) throw unsure.error;
      const current = again ?? (await this.#prepare(change, old, id, deadline));
      if (current === undefined) return { kind: 'unchanged', old };
      const result = await this.#transact(current, deadline);
      if (result.isApplied) return await this.#finish(change, current, id, deadline);
      if (result.error !== undefined) unsure = { error: result.error, at: current };
      else if (again === undefined) this.#forget(current.intent, deadline);
      if (tries >= maxTries || deadline.isOver) {
        throw unsure?.error ?? new ConcurrentUpdateError(this.#table, 'contention');
      }
      if (change.expectsNone || tries > 1) await deadline.pause(pauseMs * tries);
      old = await this.#readSerial(change, deadline, unsure?.error);
    }
  }

  get #table(): string {
    return this.context.family.definition.name;
  }

  #read(change: VersionedChange, settings: RequestSettings): Promise<StoredRow | null> {
    return this.context.steps.run('read', () => this.#reader.read(change.key, settings));
  }

  /** If what happened cannot be found out, it stays unknown. */
  async #readSerial(
    change: VersionedChange,
    deadline: Deadline,
    unsure: unknown,
  ): Promise<StoredRow | null> {
    const { serialConsistency } = this.context;
    try {
      return await this.#read(change, { ...deadline.settings(), consistency: serialConsistency });
    } catch (error) {
      throw unsure !== undefined && error instanceof CassandraRequestError ? unsure : error;
    }
  }

  /** Checks that every projection can take the row, and records what is about to be done. */
  async #prepare(
    change: VersionedChange,
    old: StoredRow | null,
    id: string,
    deadline: Deadline,
  ): Promise<Try | undefined> {
    const planned = change.plan(old, id);
    if (planned === undefined) return undefined;
    const { after } = planned;
    if (after !== null) this.#check(old, after);
    const intents = this.#intents;
    const intent =
      intents &&
      (await this.context.steps.run('intent', () =>
        intents.record(change.key, id, old, deadline.settings()),
      ));
    return { ...planned, old, intent };
  }

  #check(old: StoredRow | null, after: RowValues): void {
    const { family, maxBatchBytes } = this.context;
    const writes = planProjections(family, { before: old?.values ?? null, after, version: 0n });
    refuseBatch(this.#table, sizeFaults(writes, maxBatchBytes));
  }

  async #transact(
    { statement }: Try,
    deadline: Deadline,
  ): Promise<{ readonly isApplied: boolean; readonly error?: CassandraRequestError }> {
    try {
      const { rows } = await this.context.steps.run('transaction', () =>
        this.context.runner.run(statement, deadline.settings()),
      );
      return { isApplied: wasApplied(rows[0]) };
    } catch (error) {
      if (!(error instanceof CassandraRequestError) || !error.mayBeApplied) throw error;
      return { isApplied: false, error };
    }
  }

  async #finish(
    change: VersionedChange,
    done: Try,
    id: string,
    deadline: Deadline,
    read?: StoredRow | null,
  ): Promise<VersionedOutcome> {
    const row = await this.#batches.write(
      { key: change.key, id, old: done.old, after: done.after, read: read ?? null },
      deadline,
    );
    this.#forget(done.intent, deadline);
    return { kind: 'applied', row, after: done.after };
  }

  /** Nobody waits for it: an intent that stays is looked at by the repairer, and found to be done. */
  #forget(intent: IntentKey | undefined, deadline: Deadline): void {
    const intents = this.#intents;
    if (intents === undefined || intent === undefined) return;
    this.context.steps
      .run('forget', () => intents.remove(intent, deadline.unbound()))
      .catch(() => undefined);
  }

  /** Gives a row a version that plain writes have made. */
  async #adopt(key: RowValues, deadline: Deadline): Promise<void> {
    await this.context.runner.run(planAdoption(this.context.family, key), deadline.settings());
  }
}

/** Has this write made the row, or written it last. */
function isOwn(row: StoredRow | null, id: string): boolean {
  return row?.writeId === id || row?.createdId === id;
}

/**
 * May an insert that nobody answered still arrive? Sent once more it would make the row again that somebody has deleted
 * meanwhile. A node that answered has given up, and an update or a delete finds another write of the row.
 */
function mayComeLate({ error, at }: { readonly error: Error; readonly at: Try }): boolean {
  return at.old === null && !(error instanceof CassandraWriteTimeoutError);
}

function isSame(row: StoredRow | null, other: StoredRow | null): boolean {
  return row?.writeId === other?.writeId;
}

function isAnother(row: StoredRow | null, { expectedVersion }: ExpectingWriteOptions): boolean {
  return row !== null && expectedVersion !== undefined && String(row.version) !== expectedVersion;
}
