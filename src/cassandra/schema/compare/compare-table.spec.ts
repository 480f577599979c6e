import { counter, int, text, timestamp } from '../../table/column/column-builders.js';
import { Table } from '../../table/table.js';
import { TableModel } from '../../table/table-model.js';
import {
  liveColumn as column,
  liveIndex,
  liveStorage as storage,
} from '../../../../test/support/live-table.js';
import type { DroppedColumn, LiveColumn, LiveKeyspace } from '../live-schema.js';
import { createTableCql } from '../schema-cql.js';
import { compareTable } from './compare-table.js';

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

const columns = [
  column('sensor_id', 'text', { kind: 'partition_key', position: 0 }),
  column('at', 'timestamp', { kind: 'clustering', position: 0, clusteringOrder: 'desc' }),
  column('kind', 'text', { kind: 'clustering', position: 1, clusteringOrder: 'asc' }),
  column('place', 'text', { kind: 'static' }),
  column('MeasuredValue', 'int'),
];
const index = { ...liveIndex, table: 'readings', column: 'MeasuredValue' };

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
