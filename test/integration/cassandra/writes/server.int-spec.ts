import { type Client, types } from 'cassandra-driver';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';
import { openClient } from '../../../support/nodes/open-client.js';

/** What Cassandra itself says to what the package refuses: the reason why it does. */
describe('Cassandra', () => {
  let keyspace: TestKeyspace;
  let client: Client;

  const run = (cql: string): Promise<types.ResultSet> =>
    client.execute(cql.replaceAll('@', `"${keyspace.name}".`));

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    client = await openClient(keyspace.connection);
    await run(
      'CREATE TABLE @rows (p text, c int, name text, n int, tags set<text>, steps list<text>, amounts map<text, int>, sizes frozen<list<int>>, s text static, PRIMARY KEY (p, c))',
    );
    await run('CREATE TABLE @plays (p text, c int, plays counter, PRIMARY KEY (p, c))');
  });

  beforeEach(async () => {
    await run(
      "INSERT INTO @rows (p, c, name, tags, amounts) VALUES ('a', 1, 'x', {'t'}, {'k': 1})",
    );
  });

  afterEach(async () => {
    await run('TRUNCATE @rows');
  });

  afterAll(async () => {
    await client.shutdown();
    await keyspace.drop();
  });

  const of = "WHERE p = 'a' AND c = 1";
  it.each<[string, string, RegExp]>([
    ['key-missing', "UPDATE @rows SET n = 1 WHERE p = 'a'", /clustering keys are missing/],
    ['key-null', "INSERT INTO @rows (p, c) VALUES ('a', null)", /null value/],
    ['update-key-column', `UPDATE @rows SET c = 2 ${of}`, /PRIMARY KEY part c/],
    ['update-many', "UPDATE @rows SET n = 1 WHERE p = 'a' AND c > 0", /[Ss]lice|relation/],
    ['static-write', `UPDATE @rows SET s = 'x' ${of}`, /only static columns/],
    ['element', `UPDATE @rows SET tags = {null} ${of}`, /null is not supported inside collections/],
    ['set-op', `UPDATE @rows SET tags = {'a'}, tags = tags + {'b'} ${of}`, /incompatible setting/],
    ['list-op', `UPDATE @rows SET steps[9] = 'x' ${of}`, /list which is null/],
    ['frozen-op', `UPDATE @rows SET sizes = sizes + [1] ${of}`, /frozen/],
    ['arithmetic', `UPDATE @rows SET n = n + 1 ${of}`, /non counter/],
    ['ttl', `UPDATE @rows USING TTL 630720001 SET n = 1 ${of}`, /too large/],
    [
      'lwt-timestamp',
      `UPDATE @rows USING TIMESTAMP 1 SET n = 1 ${of} IF n = 1`,
      /custom timestamp/,
    ],
    [
      'lwt-key',
      "UPDATE @rows SET n = 1 WHERE p = 'a' AND c IN (1, 2) IF n = 1",
      /IN on the clustering/,
    ],
    ['if-column', `UPDATE @rows SET n = 1 ${of} IF c = 1`, /PRIMARY KEY column/],
    ['if-both', `UPDATE @rows SET n = 1 ${of} IF EXISTS AND n = 1`, /no viable|mismatched|missing/],
    ['if-null', `UPDATE @rows SET n = 1 ${of} IF n > null`, /null/],
    [
      'delete-filter',
      "DELETE FROM @rows WHERE p = 'a' AND name = 'x'",
      /[Nn]on PRIMARY KEY columns/,
    ],
    ['delete-columns', "DELETE name FROM @rows WHERE p = 'a' AND c > 1", /[Rr]ange deletions/],
    [
      'counter-write',
      "INSERT INTO @plays (p, c, plays) VALUES ('a', 1, 1)",
      /INSERT statements are not allowed/,
    ],
    ['counter-delta', `UPDATE @plays SET plays = plays + null ${of}`, /null/],
    ['batch-read', 'BEGIN BATCH SELECT * FROM @rows; APPLY BATCH', /SELECT/],
    [
      'batch-counter',
      `BEGIN BATCH UPDATE @rows SET n = 1 ${of}; UPDATE @plays SET plays = plays + 1 ${of}; APPLY BATCH`,
      /counter/,
    ],
    [
      'batch-timestamp',
      `BEGIN BATCH USING TIMESTAMP 1 UPDATE @rows USING TIMESTAMP 2 SET n = 1 ${of}; APPLY BATCH`,
      /Timestamp must be set either on BATCH or individual statements/,
    ],
    ['batch-ttl', `BEGIN BATCH USING TTL 5 UPDATE @rows SET n = 1 ${of}; APPLY BATCH`, /TTL/],
    [
      'batch-lwt',
      `BEGIN BATCH UPDATE @rows SET n = 1 ${of} IF n = 1; UPDATE @rows SET n = 1 WHERE p = 'b' AND c = 1; APPLY BATCH`,
      /multiple partitions|span/,
    ],
  ])('refuses %s', async (_code, cql, reason) => {
    await expect(run(cql)).rejects.toThrow(reason);
  });

  it('writes at no serial consistency, nor commits a condition at one (consistency)', async () => {
    const { serial: consistency } = types.consistencies;
    const cql = `UPDATE "${keyspace.name}".rows SET n = 1 ${of}`;
    await expect(client.execute(cql, [], { consistency })).rejects.toThrow(/conditional updates/);
    const conditional = client.execute(`${cql} IF name = 'x'`, [], { consistency });
    await expect(conditional).rejects.toThrow(/commit consistency/);
  });

  it('takes a row without values (column-missing, column-null)', async () => {
    await run("INSERT INTO @rows (p, c, name) VALUES ('a', 1, null)");
    expect((await run('SELECT name FROM @rows')).first()).toMatchObject({ name: null });
  });

  it('takes a null in a map for a key to remove (map-op)', async () => {
    await run(`UPDATE @rows SET amounts['k'] = null ${of}`);
    expect((await run('SELECT amounts FROM @rows')).first()).toMatchObject({ amounts: null });
  });

  it('lets a write of the future hide later ones (timestamp)', async () => {
    await run(`UPDATE @rows USING TIMESTAMP 9000000000000000 SET n = 1 ${of}`);
    await run(`UPDATE @rows SET n = 2 ${of}`);
    expect((await run('SELECT n FROM @rows')).first()).toMatchObject({ n: 1 });
  });

  it('lets the delete win in a batch, wherever it stands (batch-same-row)', async () => {
    await run(`BEGIN BATCH DELETE FROM @rows ${of}; UPDATE @rows SET n = 1 ${of}; APPLY BATCH`);
    expect((await run(`SELECT n FROM @rows ${of}`)).rows).toEqual([]);
  });

  it('takes an unlogged batch over partitions (batch-spread)', async () => {
    const writes = ['b', 'c'].map((p) => `INSERT INTO @rows (p, c) VALUES ('${p}', 1);`);
    await run(`BEGIN UNLOGGED BATCH ${writes.join(' ')} APPLY BATCH`);
    expect((await run("SELECT p FROM @rows WHERE p IN ('b', 'c')")).rows).toHaveLength(2);
  });
});
