import { Readable } from 'node:stream';
import { isSerialConsistency } from '../cql/consistency.js';
import { Cql, compileCql } from '../cql/cql-tag.js';
import { type CqlRow, decodeFreeRow } from '../cql/decode-free-row.js';
import type { Operation } from '../cql/statement.js';
import type { Fault } from '../errors/fault.js';
import { refuse } from '../errors/refused/refuse.js';
import { checkExpiry } from './plan/check-expiry.js';
import { checkSettings } from './plan/check-numbers.js';
import { checkNames, isOptions, queryNames, withOptions } from './plan/option-names.js';
import type { QueryReader } from './page.js';
import type { QueryFault } from './query-fault.js';
import { Reading, readNames, type ReadOptions } from './reading.js';
import type { SelectPlan } from './plan/select-plan.js';
import type { QuerySettings } from './plan/select-request.js';

/** What free statements work with; made by `Cassandra`. */
export interface FreeQueryContext {
  readonly reader: QueryReader;
  readonly keyspace: string;
  readonly maxRows: number;
}

/**
 * A statement of the caller's own. Lazy: nothing is sent before it is used, and each use sends it anew. No rule of a table is
 * checked, and values go to the driver as they are, which for one rounds a fraction to fit an int: prefer repositories. A
 * SELECT is retried as any read is, another statement never.
 */
export class FreeQuery implements AsyncIterable<CqlRow> {
  readonly #context: FreeQueryContext;
  readonly #cql: Cql;
  readonly #settings: QuerySettings;

  /** @internal */
  constructor(context: FreeQueryContext, cql: Cql, settings: QuerySettings = {}) {
    // Callers without types: a text may hold what somebody sent.
    if (!(cql instanceof Cql)) throw new TypeError('query: give cql`SELECT …`, not a text');
    this.#context = context;
    this.#cql = cql;
    this.#settings = settings;
  }

  /** Settings of the requests; those given before stay where these say nothing. */
  with(settings: QuerySettings): FreeQuery {
    return new FreeQuery(this.#context, this.#cql, withOptions(this.#settings, settings));
  }

  /**
   * Sends it and gives all rows; none of a write, except the outcome of a lightweight transaction. More than the connection's
   * `maxRows` are an `InvalidQueryError` (code `max-rows`).
   */
  async all(): Promise<CqlRow[]> {
    const { maxRows } = this.#context;
    const rows = await this.#reading().gather(maxRows);
    if (rows.length > maxRows) refuse('query', this.#plan().statement.table, [tooMany(maxRows)]);
    return rows;
  }

  /** The first row or null. Reads one page. */
  async first(): Promise<CqlRow | null> {
    for await (const row of this.with({ readAhead: false })) return row;
    return null;
  }

  /** The rows page by page, as of any query. */
  pages(): AsyncGenerator<CqlRow[], void, undefined> {
    return this.#reading().pages();
  }

  /** The rows as a Node stream in object mode, with back-pressure; destroying it ends the reading. */
  stream(): Readable {
    return Readable.from(this);
  }

  /** The rows one by one. */
  [Symbol.asyncIterator](): AsyncGenerator<CqlRow, void, undefined> {
    return this.#reading()[Symbol.asyncIterator]();
  }

  /** One reading that tells its position and can start at one. */
  read(options: ReadOptions = {}): Reading<CqlRow> {
    return this.#reading(options, new AbortController());
  }

  /** The text that is sent, with a question mark for each value. */
  toCql(): string {
    return this.#plan().statement.cql;
  }

  #reading(options: ReadOptions = {}, stop?: AbortController): Reading<CqlRow> {
    const makePlan = (): SelectPlan<CqlRow> =>
      this.#plan([...checkExpiry(options), ...checkNames(options, readNames)]);
    return new Reading(this.#context.reader, options, this.#settings, makePlan, stop);
  }

  #plan(more: readonly QueryFault[] = []): SelectPlan<CqlRow> {
    const { cql, values, table } = compileCql(this.#cql, this.#context.keyspace);
    const operation = operationOf(cql);
    refuse('query', table, [
      ...this.#cql.faults,
      ...(operation === 'read' ? valueFaults(values) : []),
      ...(operation === 'schema' && values.length > 0 ? [nothingToBind] : []),
      ...checkSettings(this.#settings, queryNames),
      ...(operation === 'read' ? [] : serialFaults(this.#settings)),
      ...more,
    ]);
    return {
      statement: {
        operation,
        table,
        cql,
        values,
        isIdempotent: operation === 'read',
        isForeign: true,
      },
      limit: undefined,
      findsNothing: false,
      isOneRow: false,
      needsFiltering: false,
      // Nobody knows which indexes it needs.
      indexProbes: () => [],
      filteredBy: [],
      decode: decodeFreeRow,
    };
  }
}

/** What is no object is told of with the settings. */
function serialFaults(settings: QuerySettings): readonly QueryFault[] {
  return isOptions(settings) && isSerialConsistency(settings.consistency) ? [serialWrite] : [];
}

function operationOf(cql: string): Operation {
  const [word = ''] = /^\w+/.exec(cql) ?? [];
  if (word.toUpperCase() === 'SELECT') return 'read';
  const isWrite = ['INSERT', 'UPDATE', 'DELETE', 'BEGIN'].includes(word.toUpperCase());
  return isWrite ? 'write' : 'schema';
}

/** Cassandra searches for no null, and the driver sends an empty list as one. */
function valueFaults(values: readonly unknown[]): readonly QueryFault[] {
  const isNothing = (value: unknown): boolean =>
    value === null || (Array.isArray(value) && (value.length === 0 || value.includes(null)));
  if (!values.some(isNothing)) return [];
  return [
    {
      code: 'null-value',
      columns: [],
      problem:
        'A value of the SELECT is null or an empty list, and Cassandra searches for neither.',
      fix: 'Leave the condition out, or send nothing.',
    },
  ];
}

const nothingToBind: Fault<'cql-value'> = {
  code: 'cql-value',
  columns: [],
  problem: 'Only SELECT, INSERT, UPDATE, DELETE and BEGIN take values.',
  fix: 'Begin with one of these words, or leave the values out.',
};

const serialWrite: QueryFault = {
  code: 'consistency',
  columns: [],
  problem: 'Only a SELECT has a serial consistency.',
  fix: "Give 'LOCAL_QUORUM' or another level; serialConsistency is for the conditions of a write.",
};

function tooMany(maxRows: number): QueryFault {
  return {
    code: 'max-rows',
    columns: [],
    problem: `all() found more than ${String(maxRows)} rows.`,
    fix: 'Use pages() or for await, add a LIMIT, or raise maxRows.',
  };
}
