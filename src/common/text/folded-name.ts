/** The last code point there is. */
const lastCodePoint = 0x10ffff;
/** Halves of characters; no text that Cassandra takes has one alone. */
const firstSurrogate = 0xd800;
const afterSurrogates = 0xe000;

/**
 * A name as typeahead compares it: case does not matter, accents do, and it is the same however they are encoded. The two forms
 * of the small sigma are one letter: which of them a name has depends on what follows.
 */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

/** The first letter of a folded name: a partition of typeahead. Null for no name. */
export function initialOf(folded: string): string | null {
  const [initial] = folded;
  return initial ?? null;
}

/** What the texts that begin with `prefix` lie between, in the order of Cassandra, which is that of code points. */
export function prefixRange(prefix: string): { readonly gte: string; readonly lt?: string } {
  const letters = Array.from(prefix);
  while (letters.length > 0) {
    const last = letters.pop()?.codePointAt(0) ?? lastCodePoint;
    if (last === lastCodePoint) continue;
    const next = last + 1 === firstSurrogate ? afterSurrogates : last + 1;
    return { gte: prefix, lt: letters.join('') + String.fromCodePoint(next) };
  }
  return { gte: prefix };
}
