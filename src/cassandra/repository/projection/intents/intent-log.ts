import { randomInt, randomUUID } from 'node:crypto';
import type { RequestSettings, StatementRunner } from '../../../cql/statement.js';
import {
  addedKey,
  baseKeyProperty,
  oldKeyProperty,
} from '../../../table/projection/stored-definition.js';
import { planDelete } from '../../write/plan/plan-delete.js';
import { planInsert } from '../../write/plan/plan-insert.js';
import type { WriteTarget } from '../../write/write-target.js';
import { projectRow, type RowValues } from '../family/project-row.js';
import type { StoredRow } from '../family/stored-row.js';
import type { TableFamily } from '../family/table-family.js';

/** Partitions a minute has, so that no node takes all intents. */
const intentShards = 8;

/** What a partition is of. */
export const minuteMs = 60_000;

/** Where an intent lies. */
export interface IntentKey {
  readonly minute: Date;
  readonly shard: number;
  readonly id: string;
}

/** Records what writes are about to do, and forgets it once it is done. */
export class IntentLog {
  constructor(
    private readonly family: TableFamily,
    private readonly target: WriteTarget,
    private readonly runner: StatementRunner,
    private readonly clock: { now(): number },
  ) {}

  async record(
    key: RowValues,
    writeId: string,
    old: StoredRow | null,
    settings: RequestSettings,
  ): Promise<IntentKey> {
    const now = this.clock.now();
    const intent = {
      minute: new Date(now - (now % minuteMs)),
      shard: randomInt(intentShards),
      id: randomUUID(),
    };
    const row = {
      ...intent,
      writtenAt: new Date(now),
      writeId,
      ...(old !== null && { oldWriteId: old.writeId, oldVersion: old.version }),
      ...this.#keyColumns(key),
      ...(old !== null && this.#oldKeys(old.values)),
    };
    await this.runner.run(planInsert(this.target, row, {}, false), settings);
    return intent;
  }

  async remove(intent: IntentKey, settings: RequestSettings): Promise<void> {
    const { minute, shard, id } = intent;
    await this.runner.run(planDelete(this.target, { minute, shard, id }, {}), settings);
  }

  #keyColumns(key: RowValues): RowValues {
    const { partitionKey, clusteringKey } = this.family.definition;
    return Object.fromEntries(
      [...partitionKey, ...clusteringKey].map((name) => [baseKeyProperty(name), key[name]]),
    );
  }

  /** Of the projections that had a row. */
  #oldKeys(values: RowValues): RowValues {
    const entries = this.family.projections.flatMap((projection) => {
      const row = projectRow(projection, values);
      if (row === undefined) return [];
      const { definition } = projection;
      return addedKey(definition).map((name) => [oldKeyProperty(definition, name), row[name]]);
    });
    return Object.fromEntries(entries) as RowValues;
  }
}
