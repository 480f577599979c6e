import { InvalidTableError } from '../../errors/refused/invalid-table.error.js';
import { int } from '../column/column-builders.js';
import { Projection } from '../projection/projection.js';
import { Table } from '../table.js';
import { verifyTables } from './verify-tables.js';

class User extends Table('users', { columns: { id: int() }, partitionKey: ['id'] }) {}
class Plain {
  readonly id = 1;
}

const any = (value: unknown): never => value as never;

function faultsOf(act: () => unknown): readonly (readonly string[])[] {
  try {
    act();
  } catch (error) {
    if (!(error instanceof InvalidTableError)) throw error;
    return error.faults.map(({ code, table, problem, fix }) => [code, table, problem, fix]);
  }
  return [];
}

const circle =
  'Where it is undefined, two files import each other, or the name of the import is wrong: declare it in a file that imports neither.';
const extend =
  "Give a class that extends Table(…): class User extends Table('users', { columns: { … }, partitionKey: […] }) {}.";

describe('verifyTables', () => {
  it('tells everything that is no table class, with the faults of those that are (table-class)', () => {
    const Broken = Table('a b', { columns: { id: int() }, partitionKey: ['id'] });
    const tables = [User, any(undefined), any(Plain), any(new User({ id: 1 })), any(5), Broken];
    expect(
      faultsOf(() => {
        verifyTables(tables);
      }),
    ).toEqual([
      ['table-class', 'tables[1]', 'This is undefined, not a table class.', circle],
      ['table-class', 'tables[2]', 'The class "Plain" does not extend Table(…).', extend],
      ['table-class', 'tables[3]', 'This is an object, not a table class.', extend],
      ['table-class', 'tables[4]', 'This is a whole number, not a table class.', extend],
      expect.arrayContaining(['table-name', 'a b']),
    ]);
  });

  it('tells what is no list at all, and what is the only one in it (table-class)', () => {
    const list = 'Give a list, such as [User, UserByCity].';
    expect(
      faultsOf(() => {
        verifyTables(any(undefined));
      }),
    ).toEqual([['table-class', 'tables', 'This is undefined, not a list of table classes.', list]]);
    expect(
      faultsOf(() => {
        verifyTables([any(null)]);
      }),
    ).toEqual([['table-class', 'table', 'This is null, not a table class.', extend]]);
  });

  it('tells a projection of nothing where it is declared (table-class)', () => {
    const declare = (): unknown => Projection(any(undefined), 'by_name', any({ partitionKey: [] }));
    expect(faultsOf(declare)).toEqual([
      ['table-class', 'table', 'This is undefined, not a table class.', circle],
    ]);
  });
});
