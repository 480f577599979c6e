import { type Client, type QueryOptions, types } from 'cassandra-driver';
import type {
  PagePosition,
  RequestSettings,
  ResultPage,
  Statement,
  StatementBatch,
} from '../../cql/statement.js';
import type { ResolvedConnectionOptions } from '../connection-options.js';
import { driverConsistency } from '../driver-client.js';
import type { MeasuredOptions } from '../policies/response-bytes.tracker.js';

/** What the driver is told of one request beside its statement. */
export function queryOptions(
  { consistency, serialConsistency }: ResolvedConnectionOptions,
  { operation, isIdempotent }: Statement,
  settings: RequestSettings,
  readTimeout: number,
  position: PagePosition | undefined,
): MeasuredOptions {
  const options: MeasuredOptions = {
    responseBytes: 0,
    prepare: operation !== 'schema',
    isIdempotent,
    readTimeout,
    consistency: driverConsistency(settings.consistency ?? consistency),
    serialConsistency: driverConsistency(settings.serialConsistency ?? serialConsistency),
  };
  if (position !== undefined) {
    options.fetchSize = position.pageSize;
    if (position.pageState !== null) options.pageState = position.pageState;
  }
  return options;
}

/** Sends a statement, or all of a batch. */
export function send(
  client: Client,
  { batch, cql, values }: Statement,
  options: QueryOptions,
): Promise<types.ResultSet> {
  return batch === undefined
    ? client.execute(cql, values as unknown[], options)
    : sendBatch(client, batch, options);
}

/** Prepares every statement, once per text, and sends them together. */
function sendBatch(
  client: Client,
  { kind, statements, timestamp }: StatementBatch,
  options: QueryOptions,
): Promise<types.ResultSet> {
  const queries = statements.map(({ cql, values }) => ({
    query: cql,
    params: values as unknown[],
  }));
  // Into the same object: by it the retry policy knows what was sent before.
  options.logged = kind === 'logged';
  options.counter = kind === 'counter';
  if (timestamp !== undefined) options.timestamp = types.Long.fromString(String(timestamp));
  return client.batch(queries, options);
}

/** A statement without rows, such as INSERT, gives none at all, and the last page no state: the typings know neither. */
export function resultPage(
  result: Partial<Pick<types.ResultSet, 'rows' | 'pageState'>>,
  bytes: number,
): ResultPage {
  return { rows: result.rows ?? [], pageState: result.pageState ?? null, bytes };
}
