import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { compileApp, createApp, packInto, runApp, versionOf } from './packed-package.js';

const root = join(import.meta.dirname, '../..');

describe('the packed package, installed in an application of `nest new`', () => {
  const directory = temporaryDirectory();
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

  it.each(['esm', 'commonjs'] as const)('compiles with declarations and runs from %s', (kind) => {
    const app = join(directory.path, kind);
    const source = readFileSync(join(root, 'test/package/apps/inferred-types.ts'), 'utf8');
    createApp(app, kind, tarball, source);

    compileApp(app);
    const output = runApp(app, {
      CONNECTION: JSON.stringify(keyspace.connection),
      ME: kind,
    });

    expect(JSON.parse(output)).toEqual([
      { city: 'Karlsruhe', age: 36, username: kind, logins: '7' },
    ]);
    expect(readFileSync(join(app, 'dist/src/main.d.ts'), 'utf8')).toContain('UsersService');
  });

  it("compiles and runs the README's example as it stands", () => {
    const [example] = examplesIn('README.md');
    if (example === undefined) throw new Error('README.md has no example');
    const app = join(directory.path, 'readme');
    createApp(app, 'esm', tarball, example.text);

    compileApp(app);
    const output = runApp(app);

    expect(output).toMatch(/city: 'Karlsruhe', age: 36, username: 'ada'/);
  });

  it('compiles every example of the guide', () => {
    const examples = guideExamples();
    const files = new Set(examples.map(({ file }) => file));
    expect(files.size).toBe(examples.length);
    expect(files).toContain('tables.ts');
    const app = join(directory.path, 'guide');
    createApp(app, 'esm', tarball, 'export {};');
    for (const { file, text } of examples) writeFileSync(join(app, 'src', file), text);

    compileApp(app);
  });

  it.each(['nodenext', 'bundler'] as const)(
    'compiles with the oldest TypeScript that the README names, and resolution as %s',
    (resolution) => {
      const readme = readFileSync(join(root, 'README.md'), 'utf8');
      const [, oldest = 'none'] = /^\| TypeScript +\| ([\d.]+) or newer/m.exec(readme) ?? [];
      expect(versionOf('typescript-5.8')).toBe(`${oldest}.2`);
      const app = join(directory.path, `oldest-${resolution}`);
      const source = readFileSync(join(root, 'test/package/apps/inferred-types.ts'), 'utf8');
      createApp(app, 'esm', tarball, source);
      for (const { file, text } of guideExamples()) writeFileSync(join(app, 'src', file), text);
      const options = resolution === 'bundler' ? ['--module', 'esnext'] : [];

      compileApp(app, 'typescript-5.8', ...options, '--moduleResolution', resolution);
    },
  );
});

interface Example {
  readonly file: string;
  readonly text: string;
}

function guideExamples(): Example[] {
  return readdirSync(join(root, 'docs/guide')).flatMap((name) =>
    examplesIn(join('docs/guide', name)),
  );
}

/** The TypeScript in a page. A first line such as `// tables.ts` names the file, for other examples to import. */
function examplesIn(page: string): Example[] {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(/```ts\n(.*?)```/gs);
  return [...blocks].map(([, text = ''], index) => {
    const [, file = `${basename(page, '.md')}-${index}.ts`] = /^\/\/ (\S+\.ts)\n/.exec(text) ?? [];
    return { file, text };
  });
}
