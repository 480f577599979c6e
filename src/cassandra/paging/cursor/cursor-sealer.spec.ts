import type { Statement } from '../../cql/statement.js';
import { cursorBinding } from './cursor-binding.js';
import { cursorKeys } from './cursor-keys.js';
import { CursorSealer } from './cursor-sealer.js';

const statement: Statement = {
  operation: 'read',
  table: 'users',
  cql: 'SELECT …',
  values: ['secret', 5n, new Date(7), ['a', 'b']],
  isIdempotent: true,
};
const binding = cursorBinding(statement, 20, 'ada');
const content = { pageState: '00ff17', rowsUsed: 3, rowsLeft: 30, expiresAt: 1000 };
const first = new CursorSealer(cursorKeys(['a secret that is long enough, surely']));

describe('CursorSealer', () => {
  it('opens what it sealed', () => {
    expect(first.open(first.seal(content, binding), binding, 999)).toEqual(content);
    const unlimited = { ...content, pageState: null, rowsLeft: null };
    expect(first.open(first.seal(unlimited, binding), binding, 999)).toEqual(unlimited);
  });

  it('seals the same place as another text each time, and shows nothing of it', () => {
    const [one, other] = [first.seal(content, binding), first.seal(content, binding)];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('hex')).not.toContain(content.pageState);
  });

  it('does not open an expired, changed, cut, padded or foreign cursor', () => {
    const cursor = first.seal(content, binding);
    expect(first.open(cursor, binding, 1000)).toBeUndefined();
    for (let index = 0; index < cursor.length; index++) {
      const changed = `${cursor.slice(0, index)}${cursor[index] === 'A' ? 'B' : 'A'}${cursor.slice(index + 1)}`;
      expect(first.open(changed, binding, 999)).toBeUndefined();
    }
    for (const wrong of [
      '',
      'x',
      cursor.slice(0, -4),
      `${cursor}=`,
      ` ${cursor}`,
      `${cursor}AAAA`,
    ]) {
      expect(first.open(wrong, binding, 999)).toBeUndefined();
    }
    expect(new CursorSealer(cursorKeys([])).open(cursor, binding, 999)).toBeUndefined();
  });

  it('opens with every secret and seals with the first', () => {
    const both = new CursorSealer(
      cursorKeys(['another secret, long enough as well', 'a secret that is long enough, surely']),
    );
    expect(both.open(first.seal(content, binding), binding, 999)).toEqual(content);
    expect(first.open(both.seal(content, binding), binding, 999)).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ['statement', cursorBinding({ ...statement, cql: 'SELECT … DESC' }, 20, 'ada')],
    [
      'value',
      cursorBinding({ ...statement, values: ['secret', 6n, new Date(7), ['a', 'b']] }, 20, 'ada'),
    ],
    [
      'kind of value',
      cursorBinding({ ...statement, values: ['secret', 5, new Date(7), ['a', 'b']] }, 20, 'ada'),
    ],
    [
      'list',
      cursorBinding({ ...statement, values: ['secret', 5n, new Date(7), ['ab']] }, 20, 'ada'),
    ],
    ['page size', cursorBinding(statement, 21, 'ada')],
    ['principal', cursorBinding(statement, 20, 'eve')],
    ['principal, none', cursorBinding(statement, 20, undefined)],
  ])('does not open a cursor for another %s', (_, other) => {
    expect(first.open(first.seal(content, binding), other, 999)).toBeUndefined();
  });
});
