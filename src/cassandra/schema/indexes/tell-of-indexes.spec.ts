import type { StatementRunner } from '../../cql/statement.js';
import { CassandraReadFailureError } from '../../errors/failed/replicas/cassandra-read-failure.error.js';
import { CassandraRequestTimeoutError } from '../../errors/failed/timeout/cassandra-request-timeout.error.js';
import { StatementRejectedError } from '../../errors/failed/statement-rejected.error.js';
import { UncategorizedCassandraError } from '../../errors/failed/uncategorized-cassandra.error.js';
import { loggedWarnings, read, tables } from '../../../../test/support/indexed-city.js';
import { tellOfIndexes } from './tell-of-indexes.js';

/** What reads by the name come to; those by the country are answered. */
const failsBy = (failure: Error): StatementRunner => ({
  run: ({ cql }) =>
    cql.includes('"name"')
      ? Promise.reject(failure)
      : Promise.resolve({ rows: [], pageState: null }),
});

describe('tellOfIndexes', () => {
  const log = loggedWarnings();

  it('warns of the index that is not built, or that a node does not know yet', async () => {
    await tellOfIndexes(failsBy(new CassandraReadFailureError('it failed.', read)), tables);
    await tellOfIndexes(failsBy(new StatementRejectedError('ALLOW FILTERING', read)), tables);
    const line =
      'Index "cities_name_idx" of "ks"."cities" does not answer: it is still being built, building has failed, or too many tombstones are in the way. Filters that need it fail until it does.';
    expect(log).toEqual([line, line]);
  });

  it('says why an index could not be asked, and fails no start by it', async () => {
    await tellOfIndexes(failsBy(new CassandraRequestTimeoutError('no answer.', read)), tables);
    expect(log).toEqual([
      expect.stringMatching(
        /^Index "cities_name_idx" of "ks"\."cities" could not be asked whether it is built: .*no answer/,
      ),
    ]);
  });

  it('asks few where the cluster is slow, and none when the connection closes', async () => {
    let asked = 0;
    const runner: StatementRunner = {
      run: () => {
        asked++;
        return Promise.reject(new CassandraRequestTimeoutError('no answer.', read));
      },
    };
    const many = Array.from({ length: 20 }, () => tables).flat();
    await tellOfIndexes(runner, many);
    expect(log).toHaveLength(asked);
    expect(asked).toBeLessThanOrEqual(4);
    await tellOfIndexes(runner, many, AbortSignal.abort());
    expect(asked).toBeLessThanOrEqual(4);
  });

  it('fails no start by what it does not know', async () => {
    await tellOfIndexes(failsBy(new UncategorizedCassandraError('it failed.', read)), tables);
    expect(log).toHaveLength(1);
  });

  it('is silent where all answer', async () => {
    await tellOfIndexes({ run: () => Promise.resolve({ rows: [], pageState: null }) }, tables);
    expect(log).toEqual([]);
  });
});
