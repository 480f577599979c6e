import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { legalLinesOf, wordsBetween } from '../support/types/legal-neighbours.js';
import { type Compiled, compile } from '../support/types/refused-lines.js';

const folder = import.meta.dirname;
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.types-spec.ts'))
  .map((name) => join(folder, name));

describe('The types of the package', () => {
  let compiled: Compiled;

  beforeAll(() => {
    compiled = compile(files);
  });

  it('accept what Cassandra can serve', () => {
    expect(compiled.others).toEqual([]);
  });

  it('accept it as a new Nest project compiles, too', () => {
    const legal = files.filter((file) => file.endsWith('-legal.ts'));
    const looser = { exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false };
    expect(compile(legal, looser).others).toEqual([]);
  }, 60_000);

  it('refuse what it cannot', () => {
    const accepted = [...compiled.refused].flatMap(([file, lines]) =>
      lines
        .filter(({ diagnostic }) => diagnostic === undefined)
        .map(({ comment, statement }) => `${file}: ${comment}: ${statement}`),
    );
    expect(accepted).toEqual([]);
  });

  // One token or one property: otherwise a line may be refused for another reason than the one it names.
  it('refuse it for the one thing that is wrong: a legal line stands beside each', () => {
    const legal = files.flatMap(legalLinesOf);
    const alone = [...compiled.refused].flatMap(([file, lines]) =>
      lines
        .filter(({ statement }) => !legal.some((line) => wordsBetween(statement, line) <= 3))
        .map(({ comment, statement }) => `${file}: ${comment}: ${statement}`),
    );
    expect(alone).toEqual([]);
  });

  // What an editor shows first and last; to be read as a user would before it is written anew.
  it.each(files.map((file) => file.slice(folder.length + 1)))('say why in %s', (file) => {
    const told = (compiled.refused.get(file) ?? []).map(({ comment, statement, diagnostic = [] }) =>
      [`${comment} | ${statement}`, ...new Set([diagnostic[0], diagnostic.at(-1)])].join('\n  '),
    );
    expect(`\n${told.join('\n')}\n`).toMatchSnapshot();
  });
});
