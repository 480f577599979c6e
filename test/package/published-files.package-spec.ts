import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { packInto } from './packed-package.js';

/** What of a manifest says which packages come along. */
interface Needs {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

interface Manifest extends Needs {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

/** `from 'x'`, `import 'x'` and `import('x')`, of packages and not of files. */
const imported =
  /(?:^(?:import|export|\})(?:[^'"\n]*\bfrom)? |\bimport\()['"]([@\w][\w@:./-]*)['"]/gm;

describe('what npm publishes', () => {
  const directory = temporaryDirectory();
  const folder = join(directory.path, 'package');
  let files: readonly string[];
  let manifest: Manifest;

  beforeAll(() => {
    execFileSync('tar', ['-xzf', packInto(directory.path), '-C', directory.path]);
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  });

  afterAll(() => {
    directory.remove();
  });

  /** The packages that files import, by file. */
  function imports(): ReadonlyMap<string, readonly string[]> {
    const code = files.filter((file) => /\.(js|d\.ts)$/.test(file));
    return new Map(
      code.map((file) => {
        // Examples in comments import what an application has.
        const text = readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
        return [file, [...text.matchAll(imported)].map(([, name = '']) => packageOf(name))];
      }),
    );
  }

  it('is the doors and the command, and nothing of the backend or of the tests', () => {
    const folders = new Set(files.map((file) => file.split('/').slice(0, 2).join('/')));
    expect([...folders].filter((name) => name.startsWith('dist/')).sort()).toEqual([
      'dist/cassandra',
      'dist/cli',
      'dist/embedded-cassandra',
      'dist/export-engine',
      'dist/testing',
    ]);
    expect(files.filter((file) => /\.spec\.|^src|^test/.test(file))).toEqual([]);
  });

  it('brings nothing of the backend along: the tree of an application that installs it', () => {
    const direct = [...Object.keys(manifest.dependencies ?? {}), ...requiredPeers(manifest)];
    expect([...direct].sort()).toEqual([
      '@hpcc-js/wasm-zstd',
      '@nestjs/common',
      '@nestjs/core',
      'cassandra-driver',
      'reflect-metadata',
      'rxjs',
    ]);
    const ofTheBackend = Object.keys(manifest.devDependencies).filter(
      (name) => !direct.includes(name),
    );
    expect(ofTheBackend.length).toBeGreaterThan(10);
    const tree = treeOf(direct);
    expect(tree.size).toBeGreaterThan(direct.length);
    expect(ofTheBackend.filter((name) => tree.has(name))).toEqual([]);
  });

  it('imports only what is installed with it', () => {
    const known = [
      ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
      ...builtinModules,
    ];
    for (const [file, names] of imports()) {
      expect([file, names.filter((name) => !known.includes(name))]).toEqual([file, []]);
    }
  });

  it('needs an optional package behind the door for it alone', () => {
    const terminus = [...imports()].filter(([, names]) => names.includes('@nestjs/terminus'));
    expect(terminus.length).toBeGreaterThan(0);
    for (const [file] of terminus) expect(file).toMatch(/^dist\/cassandra\/health\//);
    const users = [...imports()].filter(([file]) => !file.startsWith('dist/cassandra/health/'));
    for (const [file] of users) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/from '.*\/health\//);
    }
  });

  it('installs the command', () => {
    const { cassanest = '' } = manifest.bin;
    expect(readFileSync(join(folder, cassanest), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

function requiredPeers({ peerDependencies = {}, peerDependenciesMeta = {} }: Needs): string[] {
  return Object.keys(peerDependencies).filter(
    (name) => peerDependenciesMeta[name]?.optional !== true,
  );
}

/** All that comes with some packages, as package-lock.json knows it. */
function treeOf(names: readonly string[]): ReadonlySet<string> {
  const lock = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'),
  ) as { readonly packages: Readonly<Record<string, Needs>> };
  const tree = new Set<string>();
  const add = (name: string): void => {
    if (tree.has(name)) return;
    tree.add(name);
    const needs = lock.packages[`node_modules/${name}`] ?? {};
    for (const next of [...Object.keys(needs.dependencies ?? {}), ...requiredPeers(needs)])
      add(next);
  };
  names.forEach(add);
  return tree;
}

/** `node:fs` is `fs`, `@nestjs/common/x` is `@nestjs/common`. */
function packageOf(name: string): string {
  const parts = name.replace(/^node:/, '').split('/');
  return name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}
