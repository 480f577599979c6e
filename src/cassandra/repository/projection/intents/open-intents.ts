import { selectCql } from '../../../cql/select-cql.js';
import { relationCql } from '../../../cql/select-cql.js';
import { quoteIdentifier } from '../../../cql/quote-identifier.js';
import type { RequestSettings, Statement, StatementRunner } from '../../../cql/statement.js';
import { readPages } from '../../../paging/read-pages.js';
import {
  addedKey,
  baseKeyProperty,
  oldKeyProperty,
} from '../../../table/projection/stored-definition.js';
import type { WriteTarget } from '../../write/write-target.js';
import type { RowValues } from '../family/project-row.js';
import { valuesOf } from '../family/stored-row.js';
import type { StoredProjection, TableFamily } from '../family/table-family.js';
import type { IntentKey } from './intent-log.js';

const pageSize = 1000;

/** A partition of intents: a minute of one shard. */
export interface IntentPartition {
  readonly minute: Date;
  readonly shard: number;
}

/** What a write was about to do. */
export interface Intent extends IntentKey {
  readonly writtenAt: Date;
  readonly key: RowValues;
  readonly writeId: string;
  /** Null: there was no row. */
  readonly oldWriteId: string | null;
  readonly oldVersion: bigint | null;
  readonly values: RowValues;
}

/** Reads the intents of a base. */
export class OpenIntents {
  constructor(
    private readonly family: TableFamily,
    private readonly target: WriteTarget,
    private readonly runner: StatementRunner,
  ) {}

  /** Partitions that have an intent. */
  async partitions(settings: RequestSettings): Promise<readonly IntentPartition[]> {
    const { model } = this.target;
    const terms = model.partitionKey.map(({ name }) => quoteIdentifier(name));
    const rows = await this.#all({ terms, isDistinct: true, where: [], values: [] }, settings);
    return rows.map((row) => row as unknown as IntentPartition);
  }

  async of(
    { minute, shard }: IntentPartition,
    settings: RequestSettings,
  ): Promise<readonly Intent[]> {
    const { model } = this.target;
    const given: RowValues = { minute, shard };
    const rows = await this.#all(
      {
        where: model.partitionKey.map((column) => relationCql({ column, operator: '=' })),
        values: model.partitionKey.map(({ property, codec }) => codec.encode(given[property])),
      },
      settings,
    );
    return rows.map((row) => this.#intent(row));
  }

  /** The key of the row a projection had before the write; undefined where it had none. */
  oldKey(intent: Intent, { definition }: StoredProjection): RowValues | undefined {
    if (intent.oldWriteId === null) return undefined;
    const added = addedKey(definition).map((name): [string, unknown] => [
      name,
      intent.values[oldKeyProperty(definition, name)],
    ]);
    if (added.some(([, value]) => value === null)) return undefined;
    return { ...intent.key, ...Object.fromEntries(added) };
  }

  async #all(
    parts: {
      readonly terms?: readonly string[];
      readonly isDistinct?: boolean;
      readonly where: readonly string[];
      readonly values: readonly unknown[];
    },
    settings: RequestSettings,
  ): Promise<readonly RowValues[]> {
    const { keyspace, model } = this.target;
    const { values, ...select } = parts;
    const statement: Statement = {
      operation: values.length === 0 ? 'scan' : 'read',
      table: model.name,
      cql: selectCql({ keyspace, model, ...select, orderBy: [], hasLimit: false }),
      values,
      isIdempotent: true,
    };
    const rows: RowValues[] = [];
    const fetch = (pageState: string | null): ReturnType<StatementRunner['run']> =>
      this.runner.run(statement, settings, { pageSize, pageState });
    for await (const page of readPages(fetch, { readsAhead: false })) {
      rows.push(...page.rows.map((row) => valuesOf(model, row)));
    }
    return rows;
  }

  #intent(values: RowValues): Intent {
    const { partitionKey, clusteringKey } = this.family.definition;
    const key = Object.fromEntries(
      [...partitionKey, ...clusteringKey].map((name) => [name, values[baseKeyProperty(name)]]),
    );
    return { ...(values as unknown as Omit<Intent, 'key' | 'values'>), key, values };
  }
}
