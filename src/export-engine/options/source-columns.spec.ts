import { int, Table, text } from '../../cassandra/index.js';
import { givenColumns } from './source-columns.js';

class Person extends Table('people', {
  columns: {
    id: int(),
    givenName: text(),
    name: text().named('alias'),
    alias: text().named('name'),
  },
  partitionKey: ['id'],
}) {}

describe('givenColumns', () => {
  it('takes the names of properties with a class', () => {
    expect(givenColumns(Person, ['givenName', { column: 'name', name: 'a' }, 'alias'])).toEqual([
      { column: 'given_name', name: 'givenName' },
      { column: 'alias', name: 'a' },
      { column: 'name', name: 'alias' },
    ]);
  });

  it('leaves a column that the class does not declare as it is', () => {
    expect(givenColumns(Person, ['given_name', 'toString'])).toEqual([
      { column: 'given_name', name: 'given_name' },
      { column: 'toString', name: 'toString' },
    ]);
  });

  it('takes the names of columns without a class', () => {
    const people = { keyspace: 'k', table: 'people' };
    expect(givenColumns(people, ['givenName'])).toEqual([
      { column: 'givenName', name: 'givenName' },
    ]);
    expect(givenColumns(people, undefined)).toBeUndefined();
  });
});
