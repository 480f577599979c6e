import { frozen, list, map, set, tuple, vector } from '../table/column/collection-builders.js';
import { counter, float, int, text, timestamp } from '../table/column/column-builders.js';
import type { VectorSimilarity } from '../table/indexes/index-declaration.js';
import { Table } from '../table/table.js';
import { TableModel } from '../table/table-model.js';
import { compareTable } from './compare/compare-table.js';
import type { DroppedColumn, LiveColumn, LiveKeyspace } from './live-schema.js';
import { createKeyspaceCql, createTableCql } from './schema-cql.js';

class Reading extends Table('readings', {
  columns: {
    sensorId: text(),
    at: timestamp(),
    kind: text(),
    place: text().static(),
    value: int().named('MeasuredValue'),
  },
  partitionKey: ['sensorId'],
  clusteringKey: ['at', 'kind'],
  clusteringOrder: { at: 'desc' },
  indexes: ['value'],
}) {}
const model = new TableModel(Reading.definition);

const column = (name: string, type: string, more: Partial<LiveColumn> = {}): LiveColumn => ({
  name,
  type,
  kind: 'regular',
  position: -1,
  clusteringOrder: 'none',
  ...more,
});
const columns = [
  column('sensor_id', 'text', { kind: 'partition_key', position: 0 }),
  column('at', 'timestamp', { kind: 'clustering', position: 0, clusteringOrder: 'desc' }),
  column('kind', 'text', { kind: 'clustering', position: 1, clusteringOrder: 'asc' }),
  column('place', 'text', { kind: 'static' }),
  column('MeasuredValue', 'int'),
];
const index = {
  name: 'any_name',
  table: 'readings',
  column: 'MeasuredValue',
  target: 'column',
  isStorageAttached: true,
  textOptions: { caseSensitive: true, normalize: false, ascii: false },
  similarity: 'cosine',
} as const;
const storage = {
  defaultTtlSeconds: 0,
  gcGraceSeconds: 864_000,
  comment: '',
  compaction: new Map<string, string>(),
};

function live(
  liveColumns: readonly LiveColumn[],
  indexes: LiveKeyspace['indexes'] = [index],
  dropped: readonly (readonly [string, DroppedColumn])[] = [],
): LiveKeyspace {
  const table = { columns: liveColumns, droppedColumns: new Map(dropped), storage };
  return { tables: new Map([['readings', table]]), indexes, types: new Map() };
}

const replaced = (name: string, more: Partial<LiveColumn>): readonly LiveColumn[] =>
  columns.map((one) => (one.name === name ? { ...one, ...more } : one));
const without = (name: string): readonly LiveColumn[] => columns.filter((one) => one.name !== name);

describe('compareTable', () => {
  it('finds nothing where nothing differs', () => {
    expect(compareTable('ks', model, live(columns))).toEqual([]);
  });

  it('creates a missing table with its whole order, then its indexes', () => {
    const findings = compareTable('ks', model, {
      tables: new Map(),
      indexes: [],
      types: new Map(),
    });
    expect(findings.map(({ cql }) => cql)).toEqual([
      'CREATE TABLE IF NOT EXISTS "ks"."readings" ("sensor_id" text, "at" timestamp, "kind" text, ' +
        '"place" text static, "MeasuredValue" int, PRIMARY KEY (("sensor_id"), "at", "kind")) ' +
        'WITH CLUSTERING ORDER BY ("at" DESC, "kind" ASC)',
      'CREATE INDEX IF NOT EXISTS "readings_MeasuredValue_idx" ON "ks"."readings" ("MeasuredValue") ' +
        "USING 'sai'",
    ]);
    expect(createTableCql('ks', model)).toBe(findings[0]?.cql);
  });

  it.each<[string, LiveKeyspace, string, string | undefined]>([
    [
      'a missing column',
      live(without('place')),
      'add',
      'ALTER TABLE "ks"."readings" ADD IF NOT EXISTS "place" text static',
    ],
    [
      'a missing index',
      live(columns, []),
      'add',
      'CREATE INDEX IF NOT EXISTS "readings_MeasuredValue_idx" ON "ks"."readings" ("MeasuredValue") USING \'sai\'',
    ],
    ['another type', live(replaced('place', { type: 'int' })), 'error', undefined],
    ['another kind', live(replaced('place', { kind: 'regular' })), 'error', undefined],
    ['another direction', live(replaced('at', { clusteringOrder: 'asc' })), 'error', undefined],
    ['a missing key column', live(without('kind')), 'error', undefined],
    [
      'a key column more',
      live([...columns, column('more', 'int', { kind: 'clustering', position: 2 })]),
      'error',
      undefined,
    ],
    [
      'an index that takes other texts for equal',
      live(columns, [{ ...index, textOptions: { ...index.textOptions, caseSensitive: false } }]),
      'error',
      'DROP INDEX "ks"."any_name"; CREATE INDEX IF NOT EXISTS "readings_MeasuredValue_idx" ON "ks"."readings" ("MeasuredValue") USING \'sai\'',
    ],
    ['a column more', live([...columns, column('more', 'int')]), 'notice', undefined],
    [
      'a column dropped as another type',
      live(without('place'), [index], [['place', { type: 'int', kind: 'static' }]]),
      'error',
      undefined,
    ],
    [
      'a column dropped as another kind',
      live(without('place'), [index], [['place', { type: 'text', kind: 'regular' }]]),
      'error',
      undefined,
    ],
    [
      'an index more',
      live(columns, [index, { ...index, name: 'kind_idx', column: 'kind' }]),
      'notice',
      undefined,
    ],
    [
      'a column dropped as this type',
      live(without('place'), [index], [['place', { type: 'text', kind: 'static' }]]),
      'add',
      'ALTER TABLE "ks"."readings" ADD IF NOT EXISTS "place" text static',
    ],
    [
      'an index that is not storage-attached',
      live(columns, [{ ...index, isStorageAttached: false }]),
      'error',
      'DROP INDEX "ks"."any_name"; CREATE INDEX IF NOT EXISTS "readings_MeasuredValue_idx" ON "ks"."readings" ("MeasuredValue") USING \'sai\'',
    ],
  ])('finds %s', (_, keyspace, action, cql) => {
    expect(compareTable('ks', model, keyspace)).toMatchObject([{ action, cql }]);
  });

  it('finds keys in another order', () => {
    const swapped = [
      ...without('at').filter(({ name }) => name !== 'kind'),
      column('at', 'timestamp', { kind: 'clustering', position: 1, clusteringOrder: 'desc' }),
      column('kind', 'text', { kind: 'clustering', position: 0, clusteringOrder: 'asc' }),
    ];
    expect(compareTable('ks', model, live(swapped)).map(({ action }) => action)).toEqual([
      'error',
      'error',
    ]);
  });
});

describe('A table with counters', () => {
  class Plays extends Table('plays', {
    columns: { id: text(), track: text(), plays: counter(), listeners: counter().static() },
    partitionKey: ['id'],
    clusteringKey: ['track'],
  }) {}
  const plays = new TableModel(Plays.definition);
  const key = [
    column('id', 'text', { kind: 'partition_key', position: 0 }),
    column('track', 'text', { kind: 'clustering', position: 0, clusteringOrder: 'asc' }),
  ];
  const actions = (
    liveColumns: readonly LiveColumn[],
    dropped: readonly (readonly [string, DroppedColumn])[] = [],
  ): readonly string[] => {
    const table = { columns: [...key, ...liveColumns], droppedColumns: new Map(dropped), storage };
    const keyspace = { tables: new Map([['plays', table]]), indexes: [], types: new Map() };
    return compareTable('ks', plays, keyspace).map(({ action }) => action);
  };
  const live = column('listeners', 'counter', { kind: 'static' });

  it('is created with them, static ones too', () => {
    expect(createTableCql('ks', plays)).toBe(
      'CREATE TABLE IF NOT EXISTS "ks"."plays" ("id" text, "track" text, "plays" counter, ' +
        '"listeners" counter static, PRIMARY KEY (("id"), "track")) WITH CLUSTERING ORDER BY ("track" ASC)',
    );
  });

  it('gets another counter, but none that was dropped, and never becomes one', () => {
    expect(actions([live])).toEqual(['add']);
    expect(actions([live], [['plays', { type: 'counter', kind: 'regular' }]])).toEqual(['error']);
    expect(actions([column('name', 'text')])).toEqual(['error', 'error', 'notice']);
  });
});

describe('A table with collections', () => {
  class Recipe extends Table('recipes', {
    columns: {
      id: int(),
      tags: set(text()),
      scores: map(text(), int()),
      colours: frozen(list(frozen(set(text())))),
      place: tuple(int(), text()),
      embedding: vector(float(), 3),
    },
    partitionKey: ['id'],
    indexes: [
      'tags',
      'scores',
      { column: 'scores', target: 'keys' },
      { column: 'scores', target: 'entries' },
      'colours',
    ],
  }) {}
  const recipes = new TableModel(Recipe.definition);
  const indexOn = (on: string, target: 'values' | 'keys' | 'entries' | 'full') => ({
    name: `${on}_${target}`,
    table: 'recipes',
    column: on,
    target,
    isStorageAttached: true,
    textOptions: index.textOptions,
    similarity: index.similarity,
  });
  const liveTable = {
    columns: [
      column('id', 'int', { kind: 'partition_key', position: 0 }),
      column('tags', 'set<text>'),
      column('scores', 'map<text, int>'),
      column('colours', 'frozen<list<frozen<set<text>>>>'),
      column('place', 'frozen<tuple<int, text>>'),
      column('embedding', 'vector<float, 3>'),
    ],
    droppedColumns: new Map<string, DroppedColumn>(),
    storage,
  };

  it('is created with every type, and each index on what it is for', () => {
    const findings = compareTable('ks', recipes, {
      tables: new Map(),
      indexes: [],
      types: new Map(),
    });
    expect(findings.map(({ cql }) => cql)).toEqual([
      'CREATE TABLE IF NOT EXISTS "ks"."recipes" ("id" int, "tags" set<text>, "scores" map<text, int>, ' +
        '"colours" frozen<list<frozen<set<text>>>>, "place" frozen<tuple<int, text>>, ' +
        '"embedding" vector<float, 3>, PRIMARY KEY (("id")))',
      `CREATE INDEX IF NOT EXISTS "recipes_tags_idx" ON "ks"."recipes" (values("tags")) USING 'sai'`,
      `CREATE INDEX IF NOT EXISTS "recipes_scores_idx" ON "ks"."recipes" (values("scores")) USING 'sai'`,
      `CREATE INDEX IF NOT EXISTS "recipes_scores_keys_idx" ON "ks"."recipes" (keys("scores")) USING 'sai'`,
      `CREATE INDEX IF NOT EXISTS "recipes_scores_entries_idx" ON "ks"."recipes" (entries("scores")) USING 'sai'`,
      `CREATE INDEX IF NOT EXISTS "recipes_colours_idx" ON "ks"."recipes" (full("colours")) USING 'sai'`,
    ]);
  });

  it('takes an index on one part of a map for no index on another', () => {
    const indexes = [
      indexOn('tags', 'values'),
      indexOn('scores', 'keys'),
      indexOn('scores', 'entries'),
      indexOn('colours', 'full'),
    ];
    const rest = { tables: new Map([['recipes', liveTable]]), types: new Map() };
    expect(compareTable('ks', recipes, { ...rest, indexes })).toMatchObject([
      { column: 'scores', problem: 'The index is missing.', action: 'add' },
    ]);
    const all = [...indexes, indexOn('scores', 'values')];
    expect(compareTable('ks', recipes, { ...rest, indexes: all })).toEqual([]);
  });
});

describe('An index of vectors', () => {
  const tableWith = (similarity?: VectorSimilarity): TableModel => {
    class Recipe extends Table('recipes', {
      columns: { id: int(), embedding: vector(float(), 3) },
      partitionKey: ['id'],
      indexes: [similarity === undefined ? 'embedding' : { column: 'embedding', similarity }],
    }) {}
    return new TableModel(Recipe.definition);
  };
  const recipeColumns = [
    column('id', 'int', { kind: 'partition_key', position: 0 }),
    column('embedding', 'vector<float, 3>'),
  ];
  const table = { columns: recipeColumns, droppedColumns: new Map(), storage };
  const liveWith = (similarity: string): LiveKeyspace => ({
    tables: new Map([['recipes', table]]),
    indexes: [{ ...index, table: 'recipes', column: 'embedding', similarity }],
    types: new Map(),
  });
  const createIndex = `CREATE INDEX IF NOT EXISTS "recipes_embedding_idx" ON "ks"."recipes" ("embedding") USING 'sai'`;

  it('is created with its similarity where one is declared', () => {
    const none = { tables: new Map([['recipes', table]]), indexes: [], types: new Map() };
    const cqlOf = (model: TableModel): unknown => compareTable('ks', model, none)[0]?.cql;
    expect(cqlOf(tableWith())).toBe(createIndex);
    expect(cqlOf(tableWith('dot_product'))).toBe(
      `${createIndex} WITH OPTIONS = {'similarity_function': 'dot_product'}`,
    );
  });

  it('is another one with another similarity, and the cosine where nothing is said', () => {
    expect(compareTable('ks', tableWith(), liveWith('cosine'))).toEqual([]);
    expect(compareTable('ks', tableWith('cosine'), liveWith('cosine'))).toEqual([]);
    expect(compareTable('ks', tableWith('euclidean'), liveWith('euclidean'))).toEqual([]);
    expect(compareTable('ks', tableWith('euclidean'), liveWith('cosine'))).toMatchObject([
      {
        action: 'error',
        problem: expect.stringContaining('another similarity') as string,
        cql: `DROP INDEX "ks"."any_name"; ${createIndex} WITH OPTIONS = {'similarity_function': 'euclidean'}`,
      },
    ]);
    expect(compareTable('ks', tableWith(), liveWith('dot_product'))).toMatchObject([
      { action: 'error', cql: `DROP INDEX "ks"."any_name"; ${createIndex}` },
    ]);
  });
});

describe('createKeyspaceCql', () => {
  it('replicates by data centre, or simply', () => {
    expect(
      createKeyspaceCql('ks', { class: 'NetworkTopologyStrategy', dataCenters: { "o'hare": 3 } }),
    ).toBe(
      'CREATE KEYSPACE IF NOT EXISTS "ks" WITH replication = ' +
        "{'class': 'NetworkTopologyStrategy', 'o''hare': '3'}",
    );
    expect(createKeyspaceCql('ks', { class: 'SimpleStrategy', replicationFactor: 1 })).toContain(
      "{'class': 'SimpleStrategy', 'replication_factor': '1'}",
    );
  });
});
