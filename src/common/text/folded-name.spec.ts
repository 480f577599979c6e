import fc from 'fast-check';
import { foldName, initialOf, prefixRange } from './folded-name.js';

/** Cassandra compares texts by their bytes in UTF-8. */
const compare = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

describe('foldName', () => {
  it.each([
    ['KARACHI', 'karachi'],
    ["'s-Hertogenbosch", "'s-hertogenbosch"],
    ['SA\u0303O PAULO', 's\u00e3o paulo'],
    ['ΠΑΤΡΑΣ', 'πατρασ'],
  ])('folds %s', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it('keeps accents apart from none', () => {
    expect(foldName('São')).not.toBe(foldName('Sao'));
  });
});

describe('initialOf', () => {
  it('takes a whole character, and null for none', () => {
    expect([initialOf('karachi'), initialOf('😀x'), initialOf('')]).toEqual(['k', '😀', null]);
  });
});

describe('prefixRange', () => {
  it.each([
    ['kar', 'kas'],
    ["'s-", "'s."],
    ['a\ud7ff', 'a\ue000'],
    ['a\u{10ffff}', 'b'],
  ])('of %j ends before %j', (prefix, end) => {
    expect(prefixRange(prefix)).toEqual({ gte: prefix, lt: end });
  });

  it('has no end after the last character', () => {
    expect(prefixRange('\u{10ffff}')).toEqual({ gte: '\u{10ffff}' });
  });

  it('holds what begins with the prefix and nothing else', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const prefix = fc.string({ unit: 'binary', minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(prefix, text, fc.boolean(), (start, more, begins) => {
        const name = begins ? start + more : more;
        const { gte, lt } = prefixRange(start);
        const isInside = compare(name, gte) >= 0 && (lt === undefined || compare(name, lt) < 0);
        expect(isInside).toBe(name.startsWith(start));
      }),
    );
  });
});
