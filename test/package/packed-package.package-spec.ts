import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import {
  compileApp,
  createApp,
  packInto,
  runApp,
  type Sources,
  versionOf,
} from './packed-package.js';

const root = join(import.meta.dirname, '../..');

describe('the packed package, installed in an application of `nest new`', () => {
  const directory = temporaryDirectory();
  const esm = join(directory.path, 'esm');
  let tarball: string;
  let keyspace: TestKeyspace;

  beforeAll(async () => {
    tarball = packInto(directory.path);
    keyspace = await createTestKeyspace();
  });

  afterAll(async () => {
    await keyspace.drop();
    directory.remove();
  });

  // What the compiler takes is mostly for the types of Nest, so one application holds all that is ESM. In this order: what
  // the first test compiles, the next two run.

  it('compiles with declarations, and so does every example of the README and of the guide', () => {
    createApp(esm, 'esm', tarball, { ...inferredTypes(), ...examples() });

    compileApp(esm);
  });

  it("runs the README's example as it stands", () => {
    const output = runApp(esm, 'readme.js');

    expect(output).toMatch(/city: 'Karlsruhe', age: 36, username: 'ada'/);
  });

  it.each(['esm', 'commonjs'] as const)(
    'runs from %s, with types that it does not name',
    (kind) => {
      const app = kind === 'esm' ? esm : join(directory.path, kind);
      if (kind === 'commonjs') {
        createApp(app, kind, tarball, inferredTypes());
        compileApp(app);
      }

      const output = runApp(app, 'inferred-types.js', {
        CONNECTION: JSON.stringify(keyspace.connection),
        ME: kind,
      });

      expect(JSON.parse(output)).toEqual([
        { city: 'Karlsruhe', age: 36, username: kind, logins: '7' },
      ]);
      const declarations = join(app, 'dist/src/inferred-types.d.ts');
      expect(readFileSync(declarations, 'utf8')).toContain('UsersService');
    },
  );

  it.each(['nodenext', 'bundler'] as const)(
    'compiles with the oldest TypeScript that the README names, and resolution as %s',
    (resolution) => {
      const readme = readFileSync(join(root, 'README.md'), 'utf8');
      const [, oldest = 'none'] = /^\| TypeScript +\| ([\d.]+) or newer/m.exec(readme) ?? [];
      expect(versionOf('typescript-5.8')).toBe(`${oldest}.2`);
      const options = resolution === 'bundler' ? ['--module', 'esnext'] : [];

      compileApp(
        esm,
        'typescript-5.8',
        ...options,
        ...['--moduleResolution', resolution, '--incremental', 'false'],
      );
    },
  );
});

/** Its declarations hold types that it does not name. */
function inferredTypes(): Sources {
  const source = readFileSync(join(root, 'test/package/apps/inferred-types.ts'), 'utf8');
  return { 'inferred-types.ts': source };
}

/** Every example that a user may paste, in a file each. */
function examples(): Sources {
  const [readme, ...others] = examplesIn('README.md');
  if (readme === undefined || others.length > 0) throw new Error('README.md has one example');
  const guide = readdirSync(join(root, 'docs/guide')).flatMap((name) =>
    examplesIn(join('docs/guide', name)),
  );
  const files = [['readme.ts', readme[1]] as const, ...guide];
  expect(new Set(files.map(([file]) => file)).size).toBe(files.length);
  expect(guide.map(([file]) => file)).toContain('tables.ts');
  return Object.fromEntries(files);
}

/** The TypeScript in a page. A first line such as `// tables.ts` names the file, for other examples to import. */
function examplesIn(page: string): (readonly [file: string, text: string])[] {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(/```ts\n(.*?)```/gs);
  return [...blocks].map(([, text = ''], index) => {
    const [, file = `${basename(page, '.md')}-${index}.ts`] = /^\/\/ (\S+\.ts)\n/.exec(text) ?? [];
    return [file, text] as const;
  });
}
