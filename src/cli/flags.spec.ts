import { UsageError } from './command.js';
import { decimals, names, portOf, required } from './flags.js';

describe('names', () => {
  it.each([
    ['id,name', ['id', 'name']],
    ['"a, b",c', ['a, b', 'c']],
    ['"say ""so""",Id', ['say "so"', 'Id']],
    ['id, name', ['id', 'name']],
    [' id , "a, b" ," c ",first name', ['id', 'a, b', ' c ', 'first name']],
  ])('reads %s', (list, expected) => {
    expect(names({ columns: list }, 'columns')).toEqual(expected);
  });

  it('has none where none are given', () => {
    expect(names({}, 'columns')).toBeUndefined();
  });

  it.each(['', ' ', ',', 'id,', ',id', 'id, ,name', 'id,,name', '""', '"id', '"id"name'])(
    'refuses %j',
    (list) => {
      const message = '--columns is names of columns with commas between them, such as id,name.';
      expect(() => names({ columns: list }, 'columns')).toThrow(new UsageError(message));
    },
  );
});

describe('required', () => {
  it('refuses what is left out', () => {
    expect(required({ to: 'here' }, 'to')).toBe('here');
    expect(() => required({}, 'to')).toThrow(new UsageError('--to is missing.'));
  });
});

describe('portOf', () => {
  it('reads 1 to 65535', () => {
    expect(portOf('9042')).toBe(9042);
  });

  it.each([' ', '0', '65536', '90.42', 'cql'])('refuses %j', (text) => {
    expect(() => portOf(text, 'CASSANDRA_PORT')).toThrow(
      new UsageError('CASSANDRA_PORT: give 1 to 65535.'),
    );
  });
});

describe('decimals', () => {
  it('reads columns with their precision and scale', () => {
    expect(decimals(['price=20,4', 'a=b, c=38'])).toEqual({
      price: { precision: 20, scale: 4 },
      'a=b, c': { precision: 38, scale: 0 },
    });
    expect(decimals(undefined)).toBeUndefined();
  });

  it.each(['price', 'price=', '=20', 'price=20,', 'price=20,4,1', 'price=-2'])(
    'refuses %s',
    (one) => {
      expect(() => decimals([one])).toThrow(UsageError);
    },
  );

  it('refuses a column that comes twice', () => {
    expect(() => decimals(['price=20,4', 'total=38', 'price=10'])).toThrow(
      new UsageError('--decimal: give each column once.'),
    );
  });
});
