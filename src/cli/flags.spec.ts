import { names } from './flags.js';

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
