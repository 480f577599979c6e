import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as library from '../../src/cassandra/index.js';
import type { Command } from '../../src/cli/command.js';

const root = join(import.meta.dirname, '../..');
const guide = pagesIn('docs/guide');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...pagesIn('docs'),
  ...guide,
  ...pagesIn('docs/api'),
];

describe('the documentation', () => {
  it('names every page of the guide in its index', () => {
    const named = linksOf('docs/guide/README.md').map(({ to }) => to);

    expect(guide.filter((page) => !named.includes(page))).toEqual(['docs/guide/README.md']);
  });

  it('has no link to a file or a heading that is not there', () => {
    const anchors = new Map(pages.map((page) => [page, anchorsOf(page)]));
    const leadsThere = ({ to, anchor }: Link): boolean =>
      anchor === undefined ? existsSync(join(root, to)) : anchors.get(to)?.has(anchor) === true;

    const dead = pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => !leadsThere(link))
        .map(({ to, anchor }) => `${page}: ${to}#${anchor ?? ''}`),
    );

    expect(dead).toEqual([]);
  });

  it('tells of every error that can be caught', () => {
    const text = textOf('docs/guide/errors-and-retries.md');
    const errors = Object.keys(library).filter((name) => /^[A-Z]\w+Error$/.test(name));

    expect(errors).toContain('InvalidQueryError');
    expect(errors.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('calls commands that there are, with options they have', async () => {
    const calls = pages.flatMap((page) => [
      ...readFileSync(join(root, page), 'utf8').matchAll(/npx cassanest ([a-z]+)([^\n`#]*)/g),
    ]);
    const unknown: string[] = [];
    for (const [call, command = '', rest = ''] of calls) {
      const { usage } = await commandOf(command);
      const options = rest.match(/--[a-z-]+/g) ?? [];
      if (!options.every((option) => usage.includes(`${option} `))) unknown.push(call);
    }

    expect(calls.length).toBeGreaterThan(5);
    expect(unknown).toEqual([]);
  });
});

async function commandOf(name: string): Promise<Command> {
  const exported = (await import(`../../src/cli/commands/${name}.js`)) as Record<string, Command>;
  const command = Object.values(exported).find((one) => 'usage' in one);
  if (command === undefined) throw new Error(`${name} is no command`);
  return command;
}

interface Link {
  readonly to: string;
  readonly anchor: string | undefined;
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

/** Without the code, which has neither links nor headings. */
function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8').replace(/^```.*?^```$/gms, '');
}

/** The links of a page that stay within the repository. */
function linksOf(page: string): readonly Link[] {
  const links = textOf(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g);
  return [...links].map(([, file, anchor]) => ({
    to: file ? join(dirname(page), file) : page,
    anchor,
  }));
}

/** As GitHub makes them of headings, the second of a name with a number, and those written out. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = textOf(page);
  const anchors = new Set([...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id ?? ''));
  const times = new Map<string, number>();
  for (const [, heading = ''] of text.matchAll(/^#+ (.+)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}
