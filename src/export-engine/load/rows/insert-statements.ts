import { quoteIdentifier, quoteTable } from '../../../cassandra/index.js';
import { type PlannedColumn } from '../../plan/export-plan.js';
import { type LoadPlan } from '../load-plan.js';
import { type ReadRow } from './row-reader.js';

interface Statement {
  readonly cql: string;
  readonly values: readonly unknown[];
}

/** The statement of each row: one for rows, and one for partitions that have static columns alone. */
export class InsertStatements {
  readonly #row: string;
  readonly #statics: string;
  readonly #isOfPartition: readonly boolean[];
  readonly #timestamp: bigint;

  constructor(plan: LoadPlan) {
    const { columns } = plan;
    this.#isOfPartition = columns.map(({ kind }) => kind === 'partition_key' || kind === 'static');
    this.#row = insert(plan, columns);
    this.#statics = insert(
      plan,
      columns.filter((_, index) => this.#isOfPartition[index]),
    );
    this.#timestamp = BigInt(plan.timestamp);
  }

  of({ cells, isStaticOnly }: ReadRow): Statement {
    const values = isStaticOnly ? cells.filter((_, index) => this.#isOfPartition[index]) : cells;
    return {
      cql: isStaticOnly ? this.#statics : this.#row,
      values: [...values, this.#timestamp],
    };
  }
}

function insert({ keyspace, table }: LoadPlan, columns: readonly PlannedColumn[]): string {
  const names = columns.map(({ column }) => quoteIdentifier(column)).join(', ');
  const marks = columns.map(() => '?').join(', ');
  return `INSERT INTO ${quoteTable(keyspace, table)} (${names}) VALUES (${marks}) USING TIMESTAMP ?`;
}
