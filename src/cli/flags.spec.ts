import { UsageError } from './command.js';
import { decimals, names } from './flags.js';

describe('names', () => {
  it.each([
    ['id,name', ['id', 'name']],
    ['"a, b",c', ['a, b', 'c']],
    ['"say ""so""",Id', ['say "so"', 'Id']],
  ])('reads %s', (list, expected) => {
    expect(names(list)).toEqual(expected);
  });

  it('has none where none are given', () => {
    expect(names(undefined)).toBeUndefined();
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
