import { setTimeout as delay } from 'node:timers/promises';
import type { DriverRow } from '../../../cql/statement.js';
import { relationCql, selectCql } from '../../../cql/select-cql.js';
import { mapConcurrent } from '../../../scan/map-concurrent.js';
import { version as versionProperty } from '../../../table/projection/stored-definition.js';
import { identityOf, rowOf } from '../../batch/row-identity.js';
import { readKeyColumns } from '../../write/check/read-key.js';
import {
  planDeleteProjected,
  planInsertProjected,
  projectRow,
  type RowValues,
} from '../family/project-row.js';
import { type StoredRow, storedRow, storedTerms, valuesOf } from '../family/stored-row.js';
import type { StoredProjection } from '../family/table-family.js';
import { loggedBatch } from '../write/logged-batch.js';
import { planAdoption } from '../write/plan-adoption.js';
import { touchChange } from '../write/versioned-change.js';
import { VersionedWriter } from '../write/versioned-writer.js';
import type { WriterContext } from '../write/writer-context.js';
import type { ReconcileOptions, ReconcileResult } from './reconcile-options.js';
import { scanTable, type ScanSource } from './scan-table.js';

/** A write that is under way has ended by then, mostly. */
const secondLookMs = 100;
/** A row of nobody's is as old as this before it goes: its time cannot be known. */
const foreignRowMs = 60_000;
const microsPerMilli = 1000n;

type Counts = { -readonly [Count in keyof ReconcileResult]: number };
type Difference = 'missing' | 'different' | undefined;

/**
 * Compares a base with projections of it, both ways, and mends what differs without undoing what is written meanwhile: a row of
 * the base is touched, by a write like any other, and a projected row deleted at the version that was read of it before the base.
 */
export class Reconciler {
  readonly #writer: VersionedWriter;
  readonly #counts: Counts = {
    baseRows: 0,
    projectedRows: 0,
    missing: 0,
    different: 0,
    stale: 0,
    unversioned: 0,
    repaired: 0,
  };

  constructor(
    private readonly context: WriterContext,
    private readonly source: ScanSource,
    private readonly projections: readonly StoredProjection[],
    private readonly options: ReconcileOptions,
  ) {
    this.#writer = new VersionedWriter(context);
  }

  async run(): Promise<ReconcileResult> {
    const { base } = this.context.family;
    const { signal } = this.options;
    const terms = storedTerms(base.model);
    for await (const rows of scanTable(this.source, base, terms, signal)) {
      await this.#each(rows, (row) => this.#checkBase(storedRow(base.model, row)));
      this.#tell(base.model.name);
    }
    for (const projection of this.projections) {
      const { target } = projection;
      for await (const rows of scanTable(this.source, target, undefined, signal)) {
        await this.#each(rows, (row) =>
          this.#checkProjected(projection, valuesOf(target.model, row)),
        );
        this.#tell(target.model.name);
      }
    }
    return { ...this.#counts };
  }

  async #each(rows: readonly DriverRow[], check: (row: DriverRow) => Promise<void>): Promise<void> {
    const { concurrency = 16, signal } = this.options;
    await mapConcurrent(rows, concurrency, check, signal === undefined ? {} : { signal });
  }

  #tell(table: string): void {
    this.options.onProgress?.({ ...this.#counts, table });
  }

  async #checkBase(row: StoredRow): Promise<void> {
    this.#counts.baseRows++;
    const { backfill = false, dryRun = false } = this.options;
    if (row.version === null) this.#counts.unversioned++;
    if (backfill) {
      if (!dryRun) await this.#fill(row);
      return;
    }
    if (row.version === null || (await this.#differences(row)).every(isNone)) return;
    await delay(secondLookMs);
    const current = await this.#readSerial(row.values);
    if (current === null) return;
    const found = await this.#differences(current);
    if (found.every(isNone)) return;
    this.#counts.missing += found.filter((one) => one === 'missing').length;
    this.#counts.different += found.filter((one) => one === 'different').length;
    if (dryRun) return;
    await this.#writer.write(
      touchChange(this.context.family, keyOf(this.#baseKey, row.values)),
      {},
    );
    this.#counts.repaired++;
  }

  /** Of a row without a version it makes one; a new projection has nothing that could be in the way. */
  async #fill(row: StoredRow): Promise<void> {
    let current: StoredRow | null = row;
    if (row.version === null) {
      const { family, runner } = this.context;
      await runner.run(planAdoption(family, keyOf(this.#baseKey, row.values)), {});
      current = await this.#readSerial(row.values);
    }
    if (current?.version == null) return;
    const { values, version } = current;
    const writes = this.projections.flatMap((projection) => {
      const projected = projectRow(projection, values);
      return projected === undefined
        ? []
        : planInsertProjected(projection, projected, version, true);
    });
    if (writes.length === 0) return;
    await this.context.runner.run(loggedBatch(writes, version), {});
    this.#counts.repaired++;
  }

  async #differences({ values, version }: StoredRow): Promise<readonly Difference[]> {
    return await Promise.all(
      this.projections.map(async (projection): Promise<Difference> => {
        const expected = projectRow(projection, values);
        if (expected === undefined) return undefined;
        const actual = await this.#readProjected(projection, expected);
        if (actual === null) return 'missing';
        const isSame =
          contentOf(projection, expected, version) ===
          contentOf(projection, actual, actual[versionProperty]);
        return isSame ? undefined : 'different';
      }),
    );
  }

  async #checkProjected(projection: StoredProjection, row: RowValues): Promise<void> {
    this.#counts.projectedRows++;
    const plain = await this.#writer.reader.read(keyOf(this.#baseKey, row), {});
    if (isOf(projection, row, plain)) return;
    await delay(secondLookMs);
    // The projected row first: what is deleted is what was there before the base was read.
    const again = await this.#readProjected(projection, row);
    if (again === null) return;
    if (isOf(projection, again, await this.#readSerial(row))) return;
    this.#counts.stale++;
    if (this.options.dryRun === true) return;
    const version = again[versionProperty];
    const timestamp =
      typeof version === 'bigint' ? version : BigInt(Date.now() - foreignRowMs) * microsPerMilli;
    const gone = loggedBatch([planDeleteProjected(projection, again)], timestamp);
    await this.context.runner.run(gone, {});
    this.#counts.repaired++;
  }

  async #readSerial(row: RowValues): Promise<StoredRow | null> {
    const consistency = this.context.serialConsistency;
    return await this.#writer.reader.read(keyOf(this.#baseKey, row), { consistency });
  }

  async #readProjected(
    { target: { keyspace, model } }: StoredProjection,
    row: RowValues,
  ): Promise<RowValues | null> {
    const names = model.key.map(({ property }) => property);
    const { values } = readKeyColumns(model, keyOf(names, row));
    const { rows } = await this.context.runner.run(
      {
        operation: 'read',
        table: model.name,
        cql: selectCql({
          keyspace,
          model,
          where: model.key.map((column) => relationCql({ column, operator: '=' })),
          orderBy: [],
          hasLimit: false,
        }),
        values: model.key.map((column) => values.get(column)),
        isIdempotent: true,
      },
      {},
    );
    return rows[0] === undefined ? null : valuesOf(model, rows[0]);
  }

  get #baseKey(): readonly string[] {
    const { partitionKey, clusteringKey } = this.context.family.definition;
    return [...partitionKey, ...clusteringKey];
  }
}

const isNone = (difference: Difference): boolean => difference === undefined;

function keyOf(names: readonly string[], row: RowValues): RowValues {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

/** Is this projected row made from this row of the base, as far as its key tells. */
function isOf(projection: StoredProjection, row: RowValues, base: StoredRow | null): boolean {
  const expected = base === null ? undefined : projectRow(projection, base.values);
  if (expected === undefined) return false;
  return (
    rowOf(planDeleteProjected(projection, expected)) === rowOf(planDeleteProjected(projection, row))
  );
}

/** Everything of a projected row as one text. */
function contentOf(projection: StoredProjection, row: RowValues, version: unknown): string {
  const { values } = planInsertProjected(
    projection,
    row,
    typeof version === 'bigint' ? version : -1n,
    true,
  );
  return identityOf(values);
}
