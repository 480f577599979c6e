import type { Fault } from '../../errors/fault.js';
import { refuse } from '../../errors/refused/refuse.js';
import { RowNotFoundError } from '../../errors/row-not-found.error.js';
import type { DriverRow, RequestSettings, Statement } from '../../cql/statement.js';
import { StatementTexts } from '../../cql/statement-texts.js';
import { selectCql, relationCql } from '../../cql/select-cql.js';
import { PageReader } from '../../paging/page-reader.js';
import { checkSettings } from '../../query/plan/check-numbers.js';
import { requestNames } from '../../query/plan/option-names.js';
import type { Filter, PartitionFilter } from '../../query/filter/filter-types.js';
import { NearestReads } from '../../query/nearest/nearest-reads.js';
import type { NearestColumn, NearestFilter } from '../../query/nearest/nearest-types.js';
import { readNearest } from '../../query/nearest/read-nearest.js';
import { Query, type QueryContext } from '../../query/query.js';
import { readFilter } from '../../query/filter/read-filter.js';
import type { PartitionOf } from '../../query/selection/selection-types.js';
import { Scan, type ScanOptions } from '../../scan/scan.js';
import { ScanPositions } from '../../scan/scan-positions.js';
import type { Key } from '../../table/row-types.js';
import type { TableOf } from '../../table/table.js';
import { TableModel } from '../../table/table-model.js';
import { FilteringReads } from './filtering-reads.js';
import { noteFilteringOnce } from './note-filtering.js';
import { faultlessKey } from '../write/check/faultless-input.js';
import { readKeyColumns } from '../write/check/read-key.js';
import type { RepositoryContext } from '../repository-context.js';
import { RangeReads } from './range-reads.js';
import { RowMapper } from './row-mapper.js';

/** Reads one table. `Entity` is the table class's instance type. */
export class ReadRepository<Entity> {
  protected readonly context: RepositoryContext;
  protected readonly model: TableModel;
  protected readonly keyspace: string;
  readonly #mapper: RowMapper<Entity>;
  readonly #queries: QueryContext;
  readonly #findOneCql: string;

  constructor(table: TableOf<Entity>, context: RepositoryContext) {
    this.context = context;
    this.model = new TableModel(table.definition, table.name);
    this.keyspace = table.definition.keyspace ?? context.keyspace;
    this.#mapper = new RowMapper(table, this.model, context.missingValues);
    const reader = new PageReader(context.runner, {
      sealer: context.sealer,
      pageSize: context.pageSize,
      onFiltering: noteFilteringOnce,
    });
    this.#findOneCql = selectCql({
      keyspace: this.keyspace,
      model: this.model,
      where: this.model.key.map((column) => relationCql({ column, operator: '=' })),
      orderBy: [],
      hasLimit: false,
    });
    const { maxRows, maxInValues, pageSize } = context;
    this.#queries = {
      reader,
      maxRows,
      maxInValues,
      pageSize,
      keyspace: this.keyspace,
      model: this.model,
      texts: new StatementTexts(),
      mapper: this.#mapper,
    };
  }

  /** The row with exactly this key, or null. Reads one partition. */
  async findOne(key: Key<Entity>, settings: RequestSettings = {}): Promise<Entity | null> {
    const statement = this.#planFindOne(key, settings);
    const { rows } = await this.context.runner.run(statement, settings);
    const [row] = rows;
    return row === undefined ? null : (this.decode(row) ?? null);
  }

  /** The row with exactly this key, or `RowNotFoundError`. Reads one partition. */
  async findOneOrFail(key: Key<Entity>, settings: RequestSettings = {}): Promise<Entity> {
    const row = await this.findOne(key, settings);
    if (row !== null) return row;
    throw new RowNotFoundError(
      this.model.name,
      this.model.key.map((column) => column.property),
    );
  }

  /**
   * The rows that match. The filter gives the partition key and goes on through the clustering key in its order, or uses
   * index columns; nothing else compiles, or is sent.
   */
  filter(filter: Filter<Entity>): Query<Entity> {
    return new Query(this.#queries, {
      filter: readFilter(this.model, filter),
      order: undefined,
      limit: undefined,
      settings: {},
    });
  }

  /**
   * The door to ALLOW FILTERING: filters of any columns, whose rows Cassandra finds by reading those it does not give. With the
   * complete partition key that is one partition, else the whole table, on every node. The first use of a table is logged.
   */
  allowFiltering(): FilteringReads<Entity> {
    return new FilteringReads(this.model, this.#queries);
  }

  /**
   * Every row of the table, for lists read page by page. Reads one node after the other; to read a large table fast, `scan`.
   */
  all(): Query<Entity> {
    return new Query(this.#queries, {
      filter: undefined,
      order: undefined,
      limit: undefined,
      settings: {},
    });
  }

  /**
   * One plain object for each partition (`SELECT DISTINCT`): the columns of its key, or those and static columns with `select`.
   * Also partitions that have static values and no rows. Without a filter every node is asked, for keys only.
   */
  partitions(filter?: PartitionFilter<Entity>): Query<Entity, PartitionOf<Entity>, 'partitions'> {
    return new Query(this.#queries, {
      filter: filter === undefined ? undefined : readFilter(this.model, filter),
      order: undefined,
      limit: undefined,
      settings: {},
      isDistinct: true,
    });
  }

  /**
   * The rows whose vector is nearest to the given one, the nearest first: `nearest('embedding', vector).limit(10).all()`. The
   * column has an index. An approximate search: rows may be missing that an exact one would find. With a filter it searches
   * the rows of a partition, or of other index columns.
   *
   * Without the partition key every node is asked. One replica answers, whatever the connection's consistency.
   */
  nearest(
    property: NearestColumn<Entity>,
    vector: Float32Array,
    filter?: NearestFilter<Entity>,
  ): NearestReads<Entity> {
    return new NearestReads(this.#queries, {
      filter: filter === undefined ? undefined : readFilter(this.model, filter),
      nearest: readNearest(this.model, property, vector),
      order: undefined,
      limit: undefined,
      settings: {},
    });
  }

  /** Every row of the table, by ranges of the ring side by side. Costs the cluster a read of the whole table. */
  scan(options: ScanOptions = {}): Scan<Entity> {
    const { keyspace, model, context } = this;
    const ranges = new RangeReads({ keyspace, model, context, decode: (row) => this.decode(row) });
    return new Scan<Entity>(
      {
        table: this.model.name,
        nodeTokens: this.context.nodeTokens,
        positions: new ScanPositions(this.context.sealer, ranges.statement([])),
        readRange: (place, settings, retry) => ranges.read(place, settings, retry),
      },
      options,
    );
  }

  /** Undefined for the row of a partition that has static values only. */
  protected decode(row: DriverRow): Entity | undefined {
    return this.#mapper.decode(row);
  }

  #planFindOne(key: unknown, settings: RequestSettings): Statement {
    const settingFaults = checkSettings(settings, requestNames);
    const values = faultlessKey(this.model, key) ?? this.#readKey(key, settingFaults);
    if (settingFaults.length > 0) refuse('query', this.model.name, settingFaults);
    return {
      operation: 'read',
      table: this.model.name,
      cql: this.#findOneCql,
      values,
      isIdempotent: true,
    };
  }

  #readKey(key: unknown, settingFaults: readonly Fault[]): readonly unknown[] {
    const { values, faults } = readKeyColumns(this.model, key);
    refuse('query', this.model.name, [...faults, ...settingFaults]);
    return this.model.key.map((column) => values.get(column));
  }
}
