import { InvalidTableError } from '../../errors/refused/invalid-table.error.js';
import { frozen, list, map, set, tuple, vector } from '../column/collection-builders.js';
import { counter, float, int, text } from '../column/column-builders.js';
import { Table, type TableOf } from '../table.js';
import { verifyTables } from './verify-tables.js';

/** A declaration the types would refuse. */
const anyTable = Table as unknown as (name: string, options: unknown) => TableOf<unknown>;

function faultsOf(options: object): readonly { readonly code: string; readonly problem: string }[] {
  try {
    verifyTables([anyTable('users', { partitionKey: ['id'], ...options })]);
    return [];
  } catch (error) {
    if (error instanceof InvalidTableError) return error.faults;
    throw error;
  }
}

describe('The options of a table', () => {
  const columns = { id: text(), name: text() };

  it.each<[string, object]>([
    ['defaultTtlSeconds', { defaultTtlSeconds: 0 }],
    ['defaultTtlSeconds', { defaultTtlSeconds: 630_720_000 }],
    ['gcGraceSeconds', { gcGraceSeconds: 0 }],
    ['compaction', { compaction: { class: 'UnifiedCompactionStrategy', enabled: true } }],
    ['comment', { comment: '' }],
    ['nothing', { comment: undefined }],
  ])('may be %s: %j', (_, options) => {
    expect(faultsOf({ columns, ...options })).toEqual([]);
  });

  it.each<[object, string]>([
    [{ defaultTtlSeconds: -1 }, 'defaultTtlSeconds'],
    [{ defaultTtlSeconds: 630_720_001 }, 'defaultTtlSeconds'],
    [{ defaultTtlSeconds: 1.5 }, 'defaultTtlSeconds'],
    [{ defaultTtlSeconds: null }, 'defaultTtlSeconds'],
    [{ gcGraceSeconds: -1 }, 'gcGraceSeconds'],
    [{ compaction: 'LeveledCompactionStrategy' }, 'compaction'],
    [{ compaction: { class: 'FastestCompactionStrategy' } }, 'compaction'],
    [{ compaction: { class: 'LeveledCompactionStrategy', more: {} } }, 'more'],
    [{ comment: 5 }, 'comment'],
    [{ speed: 'high' }, 'speed'],
    [{ constructor: 'high' }, 'constructor'],
  ])('are refused as table-options: %j', (options, named) => {
    expect(faultsOf({ columns, ...options })).toMatchObject([
      { code: 'table-options', problem: expect.stringContaining(named) as string },
    ]);
  });

  it('expire no counters (table-options)', () => {
    const counters = { columns: { id: text(), plays: counter() } };
    expect(faultsOf({ ...counters, defaultTtlSeconds: 0 })).toEqual([]);
    expect(faultsOf({ ...counters, defaultTtlSeconds: 5 })).toMatchObject([
      { code: 'table-options', problem: 'Counters never expire.' },
    ]);
  });
});

describe('The options of an index', () => {
  const columns = {
    id: text(),
    page: text(),
    name: text(),
    age: int(),
    tags: set(text()),
    ages: list(int()),
    scores: map(text(), int()),
    place: tuple(text(), int()),
    colours: frozen(set(text())),
    direction: vector(float(), 1),
    embedding: vector(float(), 3),
    points: vector(int(), 3),
  };

  it.each<[unknown]>([
    [{ column: 'name', caseSensitive: false, normalize: true, ascii: true }],
    [{ column: 'name', caseSensitive: undefined }],
    [{ column: 'tags', caseSensitive: false }],
    [{ column: 'scores', target: 'keys', ascii: true }],
    [{ column: 'embedding', similarity: 'cosine' }],
    [{ column: 'embedding', similarity: 'dot_product' }],
    [{ column: 'direction', similarity: 'euclidean' }],
  ])('may be %j', (index) => {
    expect(faultsOf({ columns, indexes: [index] })).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['index-target', { column: 'name', caseSensitive: 'no' }],
    ['index-target', { column: 'age', caseSensitive: false }],
    ['index-target', { column: 'ages', ascii: true }],
    ['index-target', { column: 'scores', ascii: true }],
    ['index-target', { column: 'scores', target: 'entries', ascii: true }],
    ['index-target', { column: 'place', ascii: true }],
    ['index-target', { column: 'page', ascii: true }],
    ['index-target', { column: 'colours', normalize: true }],
    ['index-target', { column: 'name', language: 'en' }],
    ['index-target', { column: 'name', similarity: 'cosine' }],
    ['index-target', { column: 'embedding', similarity: 'manhattan' }],
    ['index-target', { column: 'embedding', similarity: null }],
    ['index-type', 'direction'],
    ['index-type', { column: 'direction', similarity: 'cosine' }],
    ['index-type', { column: 'points', similarity: 'euclidean' }],
  ])('are refused as %s: %j', (code, index) => {
    const key = { partitionKey: ['id', 'page'] };
    expect(faultsOf({ columns, ...key, indexes: [index] })).toMatchObject([{ code }]);
  });
});
