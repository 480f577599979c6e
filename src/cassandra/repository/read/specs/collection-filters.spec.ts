import { StatementTexts } from '../../../cql/statement-texts.js';
import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import { frozen, list, map, set, vector } from '../../../table/column/collection-builders.js';
import { bigint, float, int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { TableModel } from '../../../table/table-model.js';
import { udt } from '../../../table/column/udt.js';
import { readFilter } from '../../../query/filter/read-filter.js';
import { planSelect, type SelectPlan } from '../../../query/plan/select-plan.js';
import { RowMapper } from '../row-mapper.js';

const Author = udt('author', { name: text() });

class Recipe extends Table('recipes', {
  columns: {
    id: int(),
    tags: set(text()),
    steps: list(bigint()),
    scores: map(text(), int()),
    notes: map(text(), text()),
    colours: frozen(set(text())),
    sizes: frozen(list(int())),
    embedding: vector(float(), 2),
    author: Author,
    editor: frozen(Author),
  },
  partitionKey: ['id'],
  indexes: [
    'tags',
    'scores',
    { column: 'scores', target: 'keys' },
    { column: 'scores', target: 'entries' },
    { column: 'notes', target: 'keys' },
    'colours',
    'embedding',
    'editor',
  ],
}) {}

const model = new TableModel(Recipe.definition);
const texts = new StatementTexts();
const mapper = new RowMapper(Recipe, model, 'error');

function plan(filter: unknown): SelectPlan {
  return planSelect(
    { keyspace: 'ks', model, texts, maxInValues: 100, pageSize: 5000, mapper },
    { filter: readFilter(model, filter), order: undefined, limit: undefined, settings: {} },
  );
}

function whereOf(filter: unknown): readonly unknown[] {
  const { cql, values } = plan(filter).statement;
  return [cql.slice(cql.indexOf('WHERE ') + 6), ...values];
}

function refusalOf(filter: unknown): InvalidRequestError {
  try {
    plan(filter);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}

describe('A filter on a collection', () => {
  it.each<[unknown, readonly unknown[]]>([
    [{ tags: { contains: 'a' } }, ['"tags" CONTAINS ?', 'a']],
    [{ tags: { containsAll: ['a', 'b'] } }, ['"tags" CONTAINS ? AND "tags" CONTAINS ?', 'a', 'b']],
    [{ scores: { contains: 3 } }, ['"scores" CONTAINS ?', 3]],
    [{ scores: { containsKey: 'a' } }, ['"scores" CONTAINS KEY ?', 'a']],
    [{ scores: { entry: ['a', 3] } }, ['"scores"[?] = ?', 'a', 3]],
    [
      { id: 1, scores: { containsKey: 'a', contains: 3 } },
      ['"id" = ? AND "scores" CONTAINS KEY ? AND "scores" CONTAINS ?', 1, 'a', 3],
    ],
    [{ editor: { name: 'a' } }, ['"editor" = ?', { name: 'a' }]],
    [{ colours: new Set() }, ['"colours" = ?', Buffer.alloc(4)]],
  ])('is served by the index on what it looks for: %j', (filter, where) => {
    expect(whereOf(filter)).toEqual(where);
  });

  it.each<[string, unknown]>([
    ['collection-equal', { tags: new Set(['a']) }],
    ['collection-equal', { tags: { in: [new Set(['a'])] } }],
    ['collection-equal', { steps: [1n] }],
    ['collection-equal', { scores: { gt: new Map() } }],
    ['collection-equal', { tags: {} }],
    ['contains-kind', { id: { contains: 1 } }],
    ['contains-kind', { colours: { contains: 'a' } }],
    ['contains-kind', { tags: { containsKey: 'a' } }],
    ['contains-kind', { tags: { entry: ['a', 'b'] } }],
    ['contains-kind', { tags: { contains: 1 } }],
    ['contains-kind', { tags: { containsAll: [] } }],
    ['contains-kind', { tags: { containsAll: 'a' } }],
    ['contains-kind', { scores: { entry: ['a'] } }],
    ['contains-kind', { scores: { containsKey: 3 } }],
    ['null-value', { tags: { contains: null } }],
    ['null-value', { scores: { entry: ['a', null] } }],
    ['undefined-value', { tags: { contains: undefined } }],
    ['not-servable', { id: 1, steps: { contains: 1n } }],
    ['not-servable', { notes: { contains: 'a' } }],
    ['not-servable', { embedding: Float32Array.of(1, 2) }],
    ['udt-filter', { id: 1, author: { name: 'a' } }],
    ['wrong-type', { editor: 'a' }],
    ['index-and-other', { tags: { contains: 'a' }, sizes: [1] }],
    ['index-in', { colours: { in: [new Set(['a'])] } }],
  ])('is refused as %s', (code, filter) => {
    expect(refusalOf(filter).code).toBe(code);
  });

  it('names the index that would serve it', () => {
    expect(refusalOf({ notes: { contains: 'a' } }).message).toContain(
      "Add { column: 'notes', target: 'values' } to indexes",
    );
    expect(refusalOf({ id: 1, steps: { contains: 1n } }).message).toContain(
      "add 'steps' to indexes",
    );
    expect(refusalOf({ tags: new Set(['a']) }).message).toContain(
      'declare tags: frozen(set(text()))',
    );
  });
});
