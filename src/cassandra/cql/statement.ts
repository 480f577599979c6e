import type { Consistency, SerialConsistency, WriteConsistency } from './consistency.js';

/** What a statement is for; its timeout goes by it. */
export type Operation = 'read' | 'scan' | 'write' | 'schema';

/** CQL whose every value is bound; texts are few, so that each is prepared once. */
export interface Statement {
  readonly operation: Operation;
  /** The table's name, for error messages. */
  readonly table: string;
  readonly cql: string;
  /** In the order of the question marks; undefined is left unset. */
  readonly values: readonly unknown[];
  /** May it be repeated without changing the outcome; the driver retries only such statements. */
  readonly isIdempotent: boolean;
  /** Not of a repository: what the server refuses of it is told in no words of a repository's calls. */
  readonly isForeign?: boolean;
  /** Writes that leave in one request, in place of `cql` and `values`. */
  readonly batch?: StatementBatch;
}

/** What a batch holds. */
export interface StatementBatch {
  /** `logged`: in the end all of them are applied, or none. `unlogged`: without that promise. */
  readonly kind: 'logged' | 'unlogged' | 'counter';
  readonly statements: readonly Pick<Statement, 'cql' | 'values'>[];
  /** Microseconds since 1970; undefined: the time of sending. Statements may name their own. */
  readonly timestamp: bigint | undefined;
}

/** What may be said anew for each request. */
export interface RequestSettings {
  /** @default the connection's, LOCAL_QUORUM unless configured */
  readonly consistency?: Consistency;
  /** For lightweight transactions only. @default the connection's, SERIAL unless configured */
  readonly serialConsistency?: SerialConsistency;
  /**
   * Milliseconds one request to Cassandra may take, from the call to the answer: waiting in line, preparing the statement and
   * asking a second node included. Of a query, each page is one request.
   *
   * @default the connection's `timeouts`
   */
  readonly timeoutMs?: number;
  /** Aborting it rejects at once with its reason. What was already sent is not recalled: a write may still happen. */
  readonly signal?: AbortSignal;
}

/** The same for a write. */
export interface WriteSettings extends RequestSettings {
  /** @default the connection's, LOCAL_QUORUM unless configured */
  readonly consistency?: WriteConsistency;
}

/** Where in its result a read goes on, and how many rows it asks for. */
export interface PagePosition {
  readonly pageSize: number;
  /** The driver's page state; never leaves the process unsealed. */
  readonly pageState: string | null;
}

/** One page as the driver gave it. A page may be empty; only a null state is the end. */
export interface ResultPage {
  readonly rows: readonly DriverRow[];
  readonly pageState: string | null;
  /** Of the answer, as the node sent it. */
  readonly bytes?: number;
}

/** Column names and undecoded values. */
export type DriverRow = Readonly<Record<string, unknown>>;

/** The one place where statements leave for the cluster; errors come out translated. */
export interface StatementRunner {
  run(
    statement: Statement,
    settings: RequestSettings,
    position?: PagePosition,
  ): Promise<ResultPage>;
}
