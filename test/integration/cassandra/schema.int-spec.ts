import { Logger } from '@nestjs/common';
import {
  type Cassandra,
  type CassandraOptions,
  CassandraSchemaError,
  connectCassandra,
  float,
  int,
  mapConcurrent,
  SchemaMismatchError,
  Table,
  type TableOf,
  text,
  vector,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { waitFor } from '../../support/wait-for.js';

class City extends Table('cities', {
  columns: { id: int(), name: text() },
  partitionKey: ['id'],
}) {}
class CityWithCountry extends Table('cities', {
  columns: { id: int(), name: text(), country: text().nullable(), area: int().nullable() },
  partitionKey: ['id'],
  indexes: ['country'],
}) {}
class CityWithRequiredCountry extends Table('cities', {
  columns: { id: int(), name: text(), required: text() },
  partitionKey: ['id'],
}) {}
class CityByName extends Table('cities', {
  columns: { id: int(), name: text() },
  partitionKey: ['name'],
  clusteringKey: ['id'],
}) {}
class Event extends Table('events', {
  columns: { day: text(), at: int(), kind: text(), note: text().static() },
  partitionKey: ['day'],
  clusteringKey: ['at', 'kind'],
  clusteringOrder: { kind: 'desc' },
  indexes: ['kind'],
}) {}
const faceColumns = { id: int(), face: vector(float(), 96) };
class Face extends Table('faces', { columns: faceColumns, partitionKey: ['id'] }) {}
class IndexedFace extends Table('faces', {
  columns: faceColumns,
  partitionKey: ['id'],
  indexes: ['face'],
}) {}

describe('The schema option', () => {
  let keyspace: TestKeyspace;
  const open: Cassandra[] = [];

  async function start(
    schema: CassandraOptions['schema'],
    table: TableOf<unknown>,
    more: Partial<CassandraOptions> = {},
  ): Promise<Cassandra> {
    const options = { ...keyspace.connection, ...more };
    const cassandra = await connectCassandra({
      ...options,
      ...(schema !== undefined && { schema }),
      tables: [table],
    });
    open.push(cassandra);
    return cassandra;
  }

  /** What is logged from now on, in place of the console. */
  function hear(): string[] {
    const log: string[] = [];
    const note = (text: string): void => void log.push(text);
    Logger.overrideLogger({ log: note, warn: note, error: note });
    return log;
  }

  beforeEach(async () => {
    keyspace = await createTestKeyspace();
  });

  afterEach(async () => {
    for (const cassandra of open.splice(0)) await cassandra.close();
    await keyspace.drop();
  });

  it('creates what is missing, after which nothing differs', async () => {
    await start('sync', Event);
    await start('validate', Event);
    const cassandra = await start('sync', Event);
    await cassandra.repository(Event).insert({ day: 'today', at: 1, kind: 'a', note: 'n' });
    await expect(cassandra.repository(Event).filter({ kind: 'a' }).all()).resolves.toHaveLength(1);
  });

  it('adds columns and indexes to a table that has rows, and uses them at once', async () => {
    const before = await start('sync', City);
    await before.repository(City).insert({ id: 1, name: 'Paris' });
    const after = (await start('sync', CityWithCountry)).repository(CityWithCountry);
    await after.update({ id: 1 }, { country: 'FR' });
    expect(await after.filter({ country: 'FR' }).one()).toMatchObject({
      name: 'Paris',
      area: null,
    });
    // The older declaration goes on working beside the newer one.
    await start('validate', City);
  });

  it('reports every difference with the CQL that mends it, and changes nothing', async () => {
    await start('sync', City);
    const error = await start('validate', CityWithCountry).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SchemaMismatchError);
    expect((error as SchemaMismatchError).findings.map(({ cql }) => cql)).toEqual([
      `ALTER TABLE "${keyspace.name}"."cities" ADD IF NOT EXISTS "country" text`,
      `ALTER TABLE "${keyspace.name}"."cities" ADD IF NOT EXISTS "area" int`,
      `CREATE INDEX IF NOT EXISTS "cities_country_idx" ON "${keyspace.name}"."cities" ("country") USING 'sai'`,
    ]);
  });

  it('refuses other keys, and required columns where rows are', async () => {
    const cassandra = await start('sync', City);
    await expect(start('sync', CityByName)).rejects.toThrow(SchemaMismatchError);
    await cassandra.repository(City).insert({ id: 1, name: 'Paris' });
    await expect(start('sync', CityWithRequiredCountry)).rejects.toThrow(
      /declare it \.nullable\(\)/,
    );
    await start('validate', City);
  });

  it('lets instances start at the same time', async () => {
    await Promise.all([start('sync', Event), start('sync', Event), start('sync', Event)]);
    await start('validate', Event);
  });

  it('waits for an index that another process has created and is not built, or warns of it', async () => {
    const other = await start('sync', Face);
    const faces = other.repository(Face);
    const someFace = (): Float32Array => Float32Array.from({ length: 96 }, () => Math.random());
    // Vectors, for their index takes longest: a second for so many.
    await mapConcurrent(Array(1000).keys(), 64, (id) => faces.insert({ id, face: someFace() }));
    const run = (cql: string): Promise<unknown> =>
      other.client.execute(cql, [], { prepare: false });
    const createIndex = `CREATE INDEX "faces_face_idx" ON "${keyspace.name}"."faces" ("face") USING 'sai'`;
    const short = { timeouts: { indexBuildMs: 1 } };
    const late =
      'Cannot change or read the schema of "faces": index "faces_face_idx" is not built after 1 ms (timeouts.indexBuildMs).';
    const what = `Index "faces_face_idx" of "${keyspace.name}"."faces"`;
    const log = hear();
    // A busy machine may build it before anybody asked.
    const patient = await waitFor('starts before the index is built', async () => {
      log.length = 0;
      await run(`DROP INDEX IF EXISTS "${keyspace.name}"."faces_face_idx"`);
      await run(createIndex);
      const background = start('sync', IndexedFace, { ...short, connect: 'background' });
      const validating = start('validate', IndexedFace);
      const hasty = start('sync', IndexedFace, short).catch((thrown: unknown) => thrown);
      const started = await start('sync', IndexedFace);
      await (
        await background
      ).connected;
      const refused = await hasty;
      await validating;
      const wereEarly =
        refused instanceof CassandraSchemaError &&
        refused.message.startsWith(late) &&
        log.some((line) => line.startsWith(late)) &&
        log.some((line) => line.startsWith(`${what} does not answer`)) &&
        log.includes(`${what} is being built; waiting for it, 0 s so far.`);
      return wereEarly ? started : null;
    }).finally(() => {
      Logger.overrideLogger(false);
    });

    expect(log).toContain(`${what} is built.`);
    const nearest = patient.repository(IndexedFace).nearest('face', someFace()).limit(3);
    await expect(nearest.all()).resolves.toHaveLength(3);
  });

  it('starts where too few nodes are up to ask an index, and says so', async () => {
    const other = { keyspace: `${keyspace.name.slice(0, 40)}_two` };
    const cassandra = await start('none', CityWithCountry, other);
    const run = (cql: string): Promise<unknown> =>
      cassandra.client.execute(cql, [], { prepare: false });
    const twoCopies = "{'class': 'SimpleStrategy', 'replication_factor': 2}";
    await run(`CREATE KEYSPACE "${other.keyspace}" WITH replication = ${twoCopies}`);
    for (const { cql } of await cassandra.schemaDifferences()) await run(cql ?? '');
    const log = hear();
    await start('sync', CityWithCountry, other).finally(async () => {
      Logger.overrideLogger(false);
      await run(`DROP KEYSPACE "${other.keyspace}"`);
    });
    const index = `Index "cities_country_idx" of "${other.keyspace}"."cities"`;
    const notAsked = `${index} could not be asked whether it is built: Cannot scan table "cities": `;
    expect(log.filter((line) => line.startsWith(notAsked))).toHaveLength(1);
  });

  it('creates a keyspace only where its replication is given', async () => {
    const other = { keyspace: `${keyspace.name.slice(0, 40)}_other` };
    await expect(start('sync', City, other)).rejects.toThrow(/Give the option replication/);
    const replication = { class: 'SimpleStrategy', replicationFactor: 1 } as const;
    const cassandra = await start('sync', City, { ...other, replication });
    await cassandra.repository(City).insert({ id: 1, name: 'Paris' });
    const drop = `DROP KEYSPACE "${other.keyspace}"`;
    await cassandra.client.execute(drop, [], { prepare: false });
  });
});
