import { UsageError } from './command.js';
import { decimals, names, required } from './flags.js';

describe('names', () => {
  it.each([
    ['id,name', ['id', 'name']],
    ['"a, b",c', ['a, b', 'c']],
    ['"say ""so""",Id', ['say "so"', 'Id']],
  ])('reads %s', (list, expected) => {
    expect(names({ columns: list }, 'columns')).toEqual(expected);
  });

  it('has none where none are given', () => {
    expect(names({}, 'columns')).toBeUndefined();
  });

  it.each(['', ',', 'id,', ',id', 'id,,name', '""', '"id', '"id"name'])('refuses %j', (list) => {
    const message = '--columns is names of columns with commas between them, such as id,name.';
    expect(() => names({ columns: list }, 'columns')).toThrow(new UsageError(message));
  });
});

describe('required', () => {
  it('refuses what is empty: files would come to lie in any folder', () => {
    expect(required({ to: 'here' }, 'to')).toBe('here');
    for (const values of [{}, { to: '' }]) {
      expect(() => required(values, 'to')).toThrow(new UsageError('--to is missing.'));
    }
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
