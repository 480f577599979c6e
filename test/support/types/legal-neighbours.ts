import { readFileSync } from 'node:fs';

/** The lines of a file that have to compile. */
export function legalLinesOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((_, index) => !lines[index - 1]?.includes('@ts-expect-error'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
}

/** The names, numbers and texts of a line in order; without `void` and `const wrong`, which say nothing of it. */
function wordsOf(line: string): readonly string[] {
  return line.replace(/^(void|const \w+)\b/, '').match(/'[^']*'|[\w$]+/g) ?? [];
}

/**
 * How many words make the one line the other, all in one place: 1 for another operator, 2 for a property with its value.
 * Infinity where they are of different things.
 */
export function wordsBetween(refused: string, legal: string): number {
  const [a, b] = [wordsOf(refused), wordsOf(legal)];
  if (a[0] !== b[0]) return Infinity;
  const shorter = Math.min(a.length, b.length);
  let start = 1;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end;
}
