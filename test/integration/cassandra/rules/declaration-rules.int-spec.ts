import { type Cassandra, connectCassandra } from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';

// verify-tables.spec.ts shows that the same declarations are refused here, before any statement is sent.
describe('What Cassandra says to the declarations that are refused here', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'none', tables: [] });
    await run(
      'CREATE TABLE ks.t (a int, b int, s set<int>, l frozen<list<int>>, m map<int, int>, ' +
        'x blob, d duration, v vector<float, 1>, w vector<int, 2>, PRIMARY KEY (a, b))',
    );
    await run('CREATE TYPE ks.u (x int)');
    await run(
      `CREATE TABLE ks.one (a int PRIMARY KEY, u ks.u, c text, "a b" int, ${longName} int)`,
    );
    await run('CREATE TABLE ks.plays (a int PRIMARY KEY, c counter)');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const longName = 'x'.repeat(49);
  const run = (cql: string): Promise<unknown> =>
    cassandra.client.execute(cql.replaceAll('ks.', `"${keyspace.name}".`));
  const table = (columns: string): string => `CREATE TABLE ks.new (${columns})`;
  const index = (on: string): string => `CREATE INDEX ON ks.${on} USING 'sai'`;

  it.each<[code: string, cql: string, answer: RegExp]>([
    ['table-name', `CREATE TABLE ks."${'x'.repeat(223)}" (a int PRIMARY KEY)`, /222/],
    ['table-name', 'CREATE TABLE ks."a b" (a int PRIMARY KEY)', /alphanumeric|name/],
    ['table-name', `CREATE KEYSPACE ${'k'.repeat(49)} WITH replication = {}`, /48 characters/],
    ['column-name', table('a int PRIMARY KEY, b int, b text'), /[Dd]uplicate|Multiple/],
    ['column-name', table('a int PRIMARY KEY, "" int'), /mismatched input/],
    ['partition-key', table('a int'), /PRIMARY KEY/],
    ['partition-key', table('a int, PRIMARY KEY (b)'), /Unknown column|not defined/],
    ['partition-key', table('a int, b int, PRIMARY KEY (a, a)'), /[Dd]uplicate|twice/],
    ['key-column', table('a set<int> PRIMARY KEY'), /non-frozen collection/],
    ['key-column', table('a ks.u PRIMARY KEY'), /non-frozen user-defined/],
    ['key-column', table('a duration PRIMARY KEY'), /duration/],
    ['key-column', table('a frozen<list<duration>> PRIMARY KEY'), /duration/],
    ['key-column', table('a counter PRIMARY KEY, b counter'), /counter/],
    ['key-column', table('a int, b int static, c int, PRIMARY KEY (a, b)'), /[Ss]tatic/],
    ['static-column', table('a int PRIMARY KEY, b int static'), /clustering/],
    ['counter-column', table('a int PRIMARY KEY, b counter, c int'), /Cannot mix counter/],
    [
      'clustering-order',
      `${table('a int, b int, PRIMARY KEY (a, b)')} WITH CLUSTERING ORDER BY (a DESC)`,
      /CLUSTERING ORDER|clustering/,
    ],
    [
      'clustering-order',
      `${table('a int, b int, c int, PRIMARY KEY (a, b, c))')} WITH CLUSTERING ORDER BY (c DESC)`,
      /CLUSTERING ORDER|clustering|expecting/,
    ],
    ['collection', table('a int PRIMARY KEY, b set<set<int>>'), /[Nn]on-frozen/],
    ['collection', table('a int PRIMARY KEY, b list<ks.u>'), /[Nn]on-frozen/],
    ['collection', table('a int PRIMARY KEY, b list<counter>'), /Counters are not allowed/],
    ['collection', table('a int PRIMARY KEY, b set<duration>'), /[Dd]urations are not allowed/],
    [
      'collection',
      table('a int PRIMARY KEY, b map<duration, int>'),
      /[Dd]urations are not allowed/,
    ],
    ['collection', table('a int PRIMARY KEY, b frozen<int>'), /frozen<> is only allowed/],
    ['collection', table('a int PRIMARY KEY, b tuple<>'), /parsing statement/],
    ['vector', table('a int PRIMARY KEY, b vector<float, 0>'), /positive/],
    ['udt', table('a int PRIMARY KEY, b ks.nosuch'), /[Uu]nknown/],
    ['udt', 'CREATE TYPE ks.n (x counter)', /cannot contain counters/],
    ['udt', 'CREATE TYPE ks.n (x int, x text)', /[Dd]uplicate/],
    ['table-options', `${table('a int PRIMARY KEY')} WITH default_time_to_live = -1`, /must be/],
    ['index-column', index('t (nosuch)'), /Undefined column/],
    ['index-column', index('one (a)'), /only partition key column/],
    ['index-column', index('one ("a b")'), /non-alphanumeric/],
    ['index-column', index(`one (${'x'.repeat(49)})`), /name length of 48/],
    ['index-type', index('t (x)'), /blob/],
    ['index-type', index('t (d)'), /duration/],
    ['index-type', index('one (u)'), /non-frozen/],
    ['index-type', index('t (v)'), /single-dimension/],
    ['index-type', index('t (w)'), /float/],
    ['index-type', index('plays (c)'), /counter/],
    ['index-target', index('t (keys(s))'), /keys of column s with non-map type/],
    ['index-target', index('t (entries(s))'), /entries of column s with non-map type/],
    ['index-target', index('t (full(s))'), /full\(\)/],
    ['index-target', index('t (values(l))'), /values\(\)|frozen/],
    [
      'index-target',
      `${index('t (b)')} WITH OPTIONS = {'case_sensitive': 'false'}`,
      /not supported on primary key columns/,
    ],
  ])('it refuses %s too: %s', async (_, cql, answer) => {
    await expect(run(cql)).rejects.toThrow(answer);
  });

  it('it has one index of a name in a keyspace (table-twice)', async () => {
    await run(`CREATE INDEX same ON ks.one (c) USING 'sai'`);
    const again = run(`CREATE INDEX same ON ks.t (b) USING 'sai'`);
    await expect(again).rejects.toThrow(/same.* already exists/);
    const second = run(`CREATE INDEX other ON ks.one (c) USING 'sai'`);
    await expect(second).rejects.toThrow(/duplicate of existing index/);
  });
});
