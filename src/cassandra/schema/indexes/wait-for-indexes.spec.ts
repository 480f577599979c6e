import type { StatementRunner } from '../../cql/statement.js';
import { CassandraAuthenticationError } from '../../errors/failed/cassandra-authentication.error.js';
import { CassandraSchemaError } from '../../errors/failed/cassandra-schema.error.js';
import { CassandraReadFailureError } from '../../errors/failed/replicas/cassandra-read-failure.error.js';
import { loggedWarnings, read, tables } from '../../../../test/support/indexed-city.js';
import { waitForIndexes } from './wait-for-indexes.js';

const failsBy = (failure: Error): StatementRunner => ({ run: () => Promise.reject(failure) });
const notBuilt = failsBy(new CassandraReadFailureError('it failed.', read));

describe('waitForIndexes', () => {
  const log = loggedWarnings();

  it('ends a start that somebody waits for', async () => {
    const error: unknown = await waitForIndexes(notBuilt, tables, { indexBuildMs: 1 }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CassandraSchemaError);
    expect((error as Error).message).toContain('index "cities_name_idx" is not built after 1 ms');
  });

  it('lets the service begin in the background, and tells each index that is late', async () => {
    const { signal } = new AbortController();
    await waitForIndexes(notBuilt, tables, { indexBuildMs: 1, background: signal });
    expect(log.filter((line) => line.includes('is not built after 1 ms'))).toHaveLength(2);
  });

  it('ends with the connection', async () => {
    const closing = new AbortController();
    const wait = { indexBuildMs: 600_000, background: closing.signal };
    const waiting = waitForIndexes(notBuilt, tables, wait);
    closing.abort();
    await expect(waiting).rejects.toThrow(CassandraReadFailureError);
  });

  it('leaves indexes alone that this role may not read', async () => {
    const refused = new CassandraAuthenticationError('SELECT is missing.', read);
    await waitForIndexes(failsBy(refused), tables, { indexBuildMs: 600_000 });
    expect(log.filter((line) => line.includes('could not be asked whether it is built'))).toEqual([
      expect.stringContaining('cities_name_idx'),
      expect.stringContaining('cities_country_idx'),
    ]);
  });
});
