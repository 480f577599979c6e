import { list, set } from './column/collection-builders.js';
import { int, text } from './column/column-builders.js';
import { Table } from './table.js';

class User extends Table('users', {
  columns: { id: text(), 'full name': text().nullable(), xId: int() },
  partitionKey: ['id'],
  clusteringKey: ['xId'],
}) {
  get label(): string {
    return this.id;
  }
}

describe('A table class', () => {
  it('makes rows that have every column, and JSON', () => {
    const user = new User({ id: 'ada', xId: 1 });
    expect(Object.fromEntries(Object.entries(user))).toEqual({
      id: 'ada',
      'full name': null,
      xId: 1,
    });
    expect(user.label).toBe('ada');
    expect(JSON.parse(JSON.stringify(user))).toEqual({ id: 'ada', 'full name': null, xId: 1 });
    expect(Object.keys(user)).not.toContain('toJSON');
  });

  it('makes rows with empty collections and defaults, each row with its own', () => {
    class Tagged extends Table('tagged', {
      columns: { id: text(), tags: set(text()), at: list(int()).default([1]) },
      partitionKey: ['id'],
    }) {}
    const [first, second] = [new Tagged({ id: 'a' }), new Tagged({ id: 'b' })];
    first.tags.add('x');
    first.at.push(2);
    expect(second).toMatchObject({ tags: new Set(), at: [1] });
    expect(first.toJSON()).toEqual({ id: 'a', tags: ['x'], at: [1, 2] });
  });
});
