import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Client } from 'cassandra-driver';
import {
  CassandraOverloadedError,
  CassandraRequestTimeoutError,
  CassandraUnavailableError,
  CassandraUnreachableError,
  CassandraWriteFailureError,
  CassandraWriteTimeoutError,
  type Consistency,
  driverConsistency,
  GuardrailViolatedError,
  StatementRejectedError,
  translateDriverError,
} from '../../../cassandra/index.js';
import { type LoadPlan } from '../load-plan.js';
import { InsertStatements } from './insert-statements.js';
import { type ReadRow } from './row-reader.js';

const firstDelayMs = 100;
const maxDelayMs = 5000;
const timeoutMs = 12_000;
/** The server's frames end at 16 MiB, and a longer one takes the connection with it. */
const maxRowBytes = 15 << 20;

export interface RowWriterOptions {
  readonly client: Client;
  readonly plan: LoadPlan;
  readonly consistency: Consistency;
  readonly retryForMs: number;
}

/** Writes rows, each alone, again when a failure may pass: the fixed timestamp makes that harmless. */
export class RowWriter {
  readonly #statements: InsertStatements;

  constructor(private readonly options: RowWriterOptions) {
    this.#statements = new InsertStatements(options.plan);
  }

  /** Gives the reason where this row alone is refused. Throws what ends the load. A row that was sent is waited for. */
  async write(row: ReadRow, signal: AbortSignal): Promise<string | undefined> {
    const bytes = row.cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
    if (bytes > maxRowBytes) return 'the row is longer than 15 MiB';
    const giveUpAt = performance.now() + this.options.retryForMs;
    for (let tries = 0; ; tries++) {
      signal.throwIfAborted();
      try {
        await this.#send(row);
        return undefined;
      } catch (error) {
        if (isOfTheRow(error)) return error.message;
        const wait = Math.min(maxDelayMs, firstDelayMs * 2 ** tries) * (0.5 + Math.random());
        if (!mayPass(error) || performance.now() + wait > giveUpAt) throw error;
        // All rows in flight may wait at once.
        setMaxListeners(0, signal);
        await delay(wait, undefined, { signal });
      }
    }
  }

  async #send(row: ReadRow): Promise<void> {
    const { client, plan, consistency } = this.options;
    const { cql, values } = this.#statements.of(row);
    const options = {
      prepare: true,
      isIdempotent: true,
      consistency: driverConsistency(consistency),
      readTimeout: timeoutMs,
    };
    try {
      await client.execute(cql, [...values], options);
    } catch (error) {
      const statement = { operation: 'write', table: plan.table, cql, isForeign: true } as const;
      throw translateDriverError(error, statement);
    }
  }
}

function isOfTheRow(error: unknown): error is Error {
  return error instanceof StatementRejectedError || error instanceof GuardrailViolatedError;
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof CassandraUnreachableError ||
    error instanceof CassandraOverloadedError ||
    error instanceof CassandraUnavailableError ||
    error instanceof CassandraWriteTimeoutError ||
    error instanceof CassandraWriteFailureError ||
    error instanceof CassandraRequestTimeoutError
  );
}
