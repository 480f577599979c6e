import { InvalidTableError } from '../../errors/refused/invalid-table.error.js';
import { counter, int, text } from '../column/column-builders.js';
import { list, set } from '../column/collection-builders.js';
import { Table, type TableOf } from '../table.js';
import { verifyTables } from '../verify/verify-tables.js';
import { Projection } from './projection.js';

const faultsOf = (...tables: readonly TableOf<unknown>[]): readonly string[] => {
  try {
    verifyTables(tables);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidTableError)) throw error;
    return error.faults.map(({ code, columns }) => [code, ...columns].join(' '));
  }
};

const columns = { id: text(), name: text().nullable(), age: int(), tags: set(text()) };
const makeBase = () => {
  class Base extends Table('base', { columns, partitionKey: ['id'], writes: 'versioned' }) {}
  return Base;
};

describe('Projection()', () => {
  it('takes its columns from the base: those of the key first, collections as one value', () => {
    const projection = Projection(makeBase(), 'by_age', {
      partitionKey: ['age'],
      clusteringKey: ['id'],
    });
    const { columns: projected } = projection.definition;
    expect(Object.keys(projected)).toEqual(['age', 'id', 'name', 'tags']);
    expect(projected.tags.kind).toBe('frozen');
    expect(faultsOf(projection)).toEqual([]);
  });

  it('makes key columns of nullable ones', () => {
    const projection = Projection(makeBase(), 'by_name', {
      partitionKey: ['name'],
      clusteringKey: ['id'],
      columns: [],
    });
    expect(projection.definition.columns.name.isNullable).toBe(false);
    expect(faultsOf(projection)).toEqual([]);
  });

  it('is known to its base, with which it is verified', () => {
    const base = makeBase();
    const options: unknown = { partitionKey: ['age'] };
    Projection(base, 'by_age', options as never);
    expect(faultsOf(base)).toEqual(['projection id']);
  });

  it.each([
    [
      'a column the base lacks',
      { partitionKey: ['nope'], clusteringKey: ['id'] },
      'projection nope',
    ],
    ['a key without the base key', { partitionKey: ['age'], columns: [] }, 'projection id'],
    [
      'a derived column under the name of one of the base',
      { derived: { age: int().from(() => 1) }, partitionKey: ['age'], clusteringKey: ['id'] },
      'projection age',
    ],
  ])('refuses %s (projection)', (_, options: unknown, fault) => {
    expect(faultsOf(Projection(makeBase(), 'p', options as never))).toContain(fault);
  });

  it('refuses a base whose rows expire, or whose deletes are forgotten at once', () => {
    const key = { columns, partitionKey: ['id'], writes: 'versioned' } as const;
    const expiring = Table('e', { ...key, defaultTtlSeconds: 60 });
    const forgetful = Table('f', { ...key, gcGraceSeconds: 0 });
    expect(faultsOf(expiring, forgetful)).toEqual(['projection', 'projection']);
  });

  it('refuses a base whose writes are plain, and the name of its base', () => {
    class Plain extends Table('plain', { columns, partitionKey: ['id'] }) {}
    const projection = Projection(Plain as never, 'plain', {
      partitionKey: ['age'] as never,
      clusteringKey: ['id'] as never,
    });
    expect(faultsOf(projection)).toEqual(expect.arrayContaining(['projection', 'projection']));
  });

  it('refuses what a version cannot be given to: static columns, counters, the names of its columns', () => {
    const key = { partitionKey: ['id'], clusteringKey: ['age'], writes: 'versioned' } as const;
    const shared = Table('s', {
      columns: { id: text(), age: int(), note: text().static() },
      ...key,
    });
    const counted = Table('c', { columns: { id: text(), age: int(), hits: counter() }, ...key });
    const named = Table('n', { columns: { id: text(), age: int(), writeId: text() }, ...key });
    expect(faultsOf(shared, counted, named)).toEqual([
      'projection note',
      'projection hits',
      'projection writeId',
    ]);
  });

  it('keeps a list of the base as one value, so that a repeated write cannot double it', () => {
    class Base extends Table('lists', {
      columns: { id: text(), notes: list(text()) },
      partitionKey: ['id'],
      writes: 'append-only',
    }) {}
    const { notes } = Projection(Base, 'p', { partitionKey: ['id'] }).definition.columns;
    expect(notes.type).toEqual({ kind: 'frozen', of: { kind: 'list', element: { kind: 'text' } } });
  });
});
