import { int, Table, text } from '../../cassandra/index.js';
import { columnsOf } from './source-columns.js';

class Person extends Table('people', {
  columns: {
    id: int(),
    givenName: text(),
    name: text().named('alias'),
    alias: text().named('name'),
  },
  partitionKey: ['id'],
}) {}

describe('columnsOf', () => {
  it('takes the names of properties with a class', () => {
    expect(columnsOf(Person, ['givenName', { column: 'name', name: 'a' }, 'alias'])).toEqual([
      { column: 'given_name', name: 'givenName' },
      { column: 'alias', name: 'a' },
      { column: 'name', name: 'alias' },
    ]);
  });

  it('leaves a column that the class does not declare as it is', () => {
    expect(columnsOf(Person, ['given_name', 'toString'])).toEqual([
      { column: 'given_name', name: 'given_name' },
      { column: 'toString', name: 'toString' },
    ]);
  });

  it('takes the names of columns without a class', () => {
    const people = { keyspace: 'k', table: 'people' };
    expect(columnsOf(people, ['givenName'])).toEqual([{ column: 'givenName', name: 'givenName' }]);
    expect(columnsOf(people, undefined)).toBeUndefined();
  });
});
