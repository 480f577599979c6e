import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { compileApp, createApp, packInto, runApp } from './packed-package.js';

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
    createApp(app, 'esm', tarball, example);

    compileApp(app);
    const output = runApp(app);

    expect(output).toMatch(/city: 'Karlsruhe', age: 36, username: 'ada'/);
  });

  it('compiles every example of the guide', () => {
    const examples = readdirSync(join(root, 'docs/guide')).flatMap((name) =>
      examplesIn(join('docs/guide', name)),
    );
    expect(examples.length).toBeGreaterThan(2);
    const app = join(directory.path, 'guide');
    createApp(app, 'esm', tarball, 'export {};');
    examples.forEach((example, index) => {
      writeFileSync(join(app, 'src', `example-${index}.ts`), example);
    });

    compileApp(app);
  });
});

/** The TypeScript in a page. */
function examplesIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, example]) => example ?? '');
}
