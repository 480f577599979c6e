import {
  type Cassandra,
  connectCassandra,
  int,
  Projection,
  Table,
  text,
  versionOf,
  type VersionedRepository,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';
import { waitFor } from '../../../support/wait-for.js';

class City extends Table('cities', {
  columns: { id: int(), name: text(), country: text() },
  partitionKey: ['id'],
  writes: 'versioned',
}) {}
class CityByCountry extends Projection(City, 'cities_by_country', {
  partitionKey: ['country'],
  clusteringKey: ['id'],
  columns: ['name'],
}) {}

const paris = { id: 1, name: 'Paris', country: 'FR' };
const lyon = { id: 2, name: 'Lyon', country: 'FR' };

describe('The care of projections', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let cities: VersionedRepository<City>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [CityByCountry],
      repairIntervalMs: 100,
      repairAfterMs: 1,
    });
    cities = cassandra.repository(City);
  });
  afterEach(async () => {
    await cities.truncate('cities');
  });
  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const run = (cql: string, params: readonly unknown[] = []): Promise<unknown> =>
    cassandra.client.execute(cql.replaceAll('KS', cassandra.keyspace), [...params], {
      prepare: true,
    });
  const ofFrance = async (): Promise<readonly string[]> => {
    const rows = await cassandra.repository(CityByCountry).filter({ country: 'FR' }).all();
    return rows.map(({ name }) => name);
  };
  const deleteProjected = (): Promise<unknown> =>
    run(`DELETE FROM KS.cities_by_country WHERE country = 'FR' AND id = 1`);

  it('finds and mends projected rows that are missing, different or of nobody', async () => {
    await cities.insert(paris);
    await cities.insert(lyon);
    await deleteProjected();
    await run(`UPDATE KS.cities_by_country SET name = 'x' WHERE country = 'FR' AND id = 2`);
    await run(
      `INSERT INTO KS.cities_by_country (country, id, name, version) VALUES ('FR', 3, 'Metz', 5) USING TIMESTAMP 5`,
    );
    const found = { baseRows: 2, missing: 1, different: 1, stale: 1 };
    const dry = await cassandra.reconcile(CityByCountry, { dryRun: true });
    expect(dry).toMatchObject({ ...found, repaired: 0 });
    const tables: string[] = [];
    const onProgress = ({ table }: { readonly table: string }): void => void tables.push(table);
    expect(await cassandra.reconcile(City, { onProgress })).toMatchObject({
      ...found,
      repaired: 3,
    });
    expect([...new Set(tables)]).toEqual(['cities', 'cities_by_country']);
    expect(await ofFrance()).toEqual(['Paris', 'Lyon']);
    expect(await cassandra.reconcile(City)).toMatchObject({ missing: 0, different: 0, stale: 0 });
  });

  it('fills a projection that was added to rows of plain writes, and gives them a version', async () => {
    await run(`INSERT INTO KS.cities (id, name, country) VALUES (1, 'Paris', 'FR')`);
    await cities.insert(lyon);
    expect(await cassandra.reconcile(City)).toMatchObject({ unversioned: 1, repaired: 0 });
    expect(await cassandra.reconcile(City, { backfill: true })).toMatchObject({ repaired: 2 });
    expect(await ofFrance()).toEqual(['Paris', 'Lyon']);
    expect(versionOf(await cities.findOneOrFail({ id: 1 }))).toBeDefined();
  });

  it('gives a row of plain writes a version with its first versioned write', async () => {
    await run(`INSERT INTO KS.cities (id, name, country) VALUES (1, 'Paris', 'FR')`);
    await cities.update({ id: 1 }, { name: 'Lutetia' });
    expect(await ofFrance()).toEqual(['Lutetia']);
  });

  it('ends in the background a write that was interrupted, and tells of it until then', async () => {
    await cities.insert(paris);
    const { rows } = await cassandra.client.execute(
      `SELECT write_id, WRITETIME(write_id) AS version FROM ${cassandra.keyspace}.cities WHERE id = 1`,
    );
    const [row] = rows;
    // As a writer leaves it that ends between its transaction and its batch: moved to DE, with a record of it.
    await run(`UPDATE KS.cities SET country = 'DE', write_id = uuid() WHERE id = 1 IF EXISTS`);
    await run(
      `INSERT INTO KS.cities_intents (minute, shard, id, written_at, write_id, old_write_id, old_version, "key.id", "cities_by_country.country")
       VALUES (?, 1, uuid(), ?, uuid(), ?, ?, 1, 'FR')`,
      [new Date(0), new Date(0), row?.get('write_id'), row?.get('version')],
    );
    await waitFor('the move of Paris', async () => (await ofFrance()).length === 0);
    const moved = await cassandra.repository(CityByCountry).filter({ country: 'DE' }).all();
    expect(moved.map(({ name }) => name)).toEqual(['Paris']);
    const none = { count: 0, oldest: null };
    await waitFor('no intent', async () => (await cassandra.openIntents(City)).count === 0);
    expect(await cassandra.openIntents(CityByCountry)).toEqual(none);
  });

  it('loads rows that no later write is undone by, when it is done again', async () => {
    expect(await cities.load([paris, lyon])).toBe(2);
    expect(await ofFrance()).toEqual(['Paris', 'Lyon']);
    await cities.update({ id: 1 }, { country: 'DE' });
    await cities.delete({ id: 2 });
    await cities.load([paris, lyon]);
    expect(await ofFrance()).toEqual([]);
    expect(await cities.findOne({ id: 1 })).toMatchObject({ country: 'DE' });
    expect(await cities.findOne({ id: 2 })).toBeNull();
  });
});
