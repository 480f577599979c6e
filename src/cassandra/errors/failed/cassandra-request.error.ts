import { CassandraError } from '../cassandra-error.js';

/** What was being done when a request failed. */
export interface RequestContext {
  /** What kind of request it was. */
  readonly operation: 'connect' | 'read' | 'scan' | 'write' | 'schema';
  /** The table's name; undefined while connecting. */
  readonly table?: string | undefined;
  /** The statement without its values. */
  readonly cql?: string | undefined;
  /** The statements of a batch, in place of `cql`. */
  readonly batch?:
    { readonly kind: string; readonly statements: readonly { readonly cql: string }[] } | undefined;
  /** Not of a repository. */
  readonly isForeign?: boolean;
  /** It was sent before, and failed in a way that left its outcome open. */
  readonly wasSentBefore?: boolean;
}

/** How far a reading had come. Of `page()` its call is the reading: page 1, whatever the cursor. */
export interface ReadingAt {
  /** The page that was not read, counted from 1. */
  readonly page: number;
  /** Rows of the pages before it, all of them handed out. */
  readonly rows: number;
}

/** A request that was sent, or was to be sent, and failed in the cluster or the driver. `cause` is the driver's error. */
export abstract class CassandraRequestError extends CassandraError {
  /** What kind of request it was. */
  readonly operation: RequestContext['operation'];
  /** The table's name; undefined while connecting. */
  readonly table: string | undefined;
  /** The statement without its values; undefined while connecting. */
  readonly cql: string | undefined;
  /** Where a read of rows was when it failed: a stream, a scan, `all()`, `page()` and their kin; undefined for all else. */
  readonly readingAt: ReadingAt | undefined;
  /** May the write have happened all the same? Always false for reads. Read back before repeating it. */
  readonly mayBeApplied: boolean;
  /** Will a logged batch be applied all the same, in the end? Its batch log was written: do not repeat it. */
  readonly willBeApplied: boolean;

  constructor(
    problem: string,
    context: RequestContext,
    options: {
      readonly cause?: unknown;
      readonly mayBeApplied?: boolean;
      readonly willBeApplied?: boolean;
    } = {},
  ) {
    super(`${what(context)}: ${problem}`, { cause: options.cause });
    this.operation = context.operation;
    this.table = context.table;
    this.cql = context.cql;
    this.willBeApplied = options.willBeApplied ?? false;
    this.mayBeApplied =
      (options.mayBeApplied ?? this.willBeApplied) || (context.wasSentBefore ?? false);
  }

  /** @internal Says where the reading was. The page loop alone knows, the error comes from below it. */
  static at<Failure>(error: Failure, readingAt: ReadingAt): Failure {
    if (!(error instanceof CassandraRequestError)) return error;
    const { page, rows } = readingAt;
    const where = page === 1 ? '' : ` It was page ${String(page)}, after ${String(rows)} rows.`;
    const message = `${error.message}${where}`;
    return Object.assign(error, { readingAt, message });
  }
}

function what({ operation, table }: RequestContext): string {
  switch (operation) {
    case 'connect':
      return 'Cannot connect to Cassandra';
    case 'read':
      return `Cannot read table "${table ?? ''}"`;
    case 'scan':
      return `Cannot scan table "${table ?? ''}"`;
    case 'write':
      return `Cannot write table "${table ?? ''}"`;
    case 'schema':
      return `Cannot change or read the schema of "${table ?? ''}"`;
  }
}
