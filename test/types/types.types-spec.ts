import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Compiled, compile } from '../support/refused-lines.js';

const folder = import.meta.dirname;
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.types-spec.ts'))
  .map((name) => join(folder, name));

describe('The types of the package', () => {
  let compiled: Compiled;

  beforeAll(() => {
    compiled = compile(files);
  }, 60_000);

  it('accept what Cassandra can serve', () => {
    expect(compiled.others).toEqual([]);
  });

  it('refuse what it cannot', () => {
    const accepted = [...compiled.refused].flatMap(([file, lines]) =>
      lines
        .filter(({ diagnostic }) => diagnostic === undefined)
        .map(({ comment, statement }) => `${file}: ${comment}: ${statement}`),
    );
    expect(accepted).toEqual([]);
  });

  // What an editor shows first and last; to be read as a user would before it is written anew.
  it.each(files.map((file) => file.slice(folder.length + 1)))('say why in %s', (file) => {
    const told = (compiled.refused.get(file) ?? []).map(({ comment, statement, diagnostic = [] }) =>
      [`${comment} | ${statement}`, ...new Set([diagnostic[0], diagnostic.at(-1)])].join('\n  '),
    );
    expect(`\n${told.join('\n')}\n`).toMatchSnapshot();
  });
});
