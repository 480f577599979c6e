import { frozen, list, map, set, tuple, vector } from '../../table/column/collection-builders.js';
import { float, int, text } from '../../table/column/column-builders.js';
import type { VectorSimilarity } from '../../table/indexes/index-declaration.js';
import { Table } from '../../table/table.js';
import { TableModel } from '../../table/table-model.js';
import {
  liveColumn as column,
  liveIndex as index,
  liveStorage as storage,
} from '../../../../test/support/live-table.js';
import type { DroppedColumn, LiveKeyspace } from '../live-schema.js';
import { compareTable } from './compare-table.js';

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
