import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What an application has installed beside us: our peers, what it compiles with, and what the guide shows us beside. */
const installed = [
  '@jest/globals',
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/swagger',
  '@nestjs/terminus',
  '@nestjs/testing',
  '@types/node',
  'cassandra-driver',
  'class-transformer',
  'class-validator',
  'reflect-metadata',
  'rxjs',
];

/** `nest new` makes either; both import packages by name. */
export type ModuleKind = 'esm' | 'commonjs';

/** Packs the package as `npm publish` would, into a folder; gives the tarball. */
export function packInto(folder: string): string {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack wrote no tarball');
  return join(folder, tarball);
}

/** Files of `src`, by name. */
export type Sources = Readonly<Record<string, string>>;

/** An application as `nest new` makes it, with the tarball installed. */
export function createApp(
  folder: string,
  kind: ModuleKind,
  tarball: string,
  sources: Sources,
): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  const ours = join(folder, 'node_modules', 'cassanest');
  mkdirSync(ours, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', ours, '--strip-components=1']);
  for (const name of installed) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'app', type: kind === 'esm' ? 'module' : 'commonjs' }),
  );
  writeFileSync(join(folder, 'tsconfig.json'), tsconfigOfNestNew(kind));
  for (const [name, text] of Object.entries(sources))
    writeFileSync(join(folder, 'src', name), text);
}

/** The compilers that are installed: the one we build with, and the oldest that the README promises. */
export type Compiler = 'typescript' | 'typescript-5.8';

/** Compiles with the application's own tsconfig; throws with the compiler's output. */
export function compileApp(
  folder: string,
  compiler: Compiler = 'typescript',
  ...options: string[]
): void {
  const tsc = join(root, 'node_modules', compiler, 'bin', 'tsc');
  run(folder, [tsc, '-p', 'tsconfig.json', ...options]);
}

/** Such as `5.8.2`. */
export function versionOf(compiler: Compiler): string {
  return run(root, [join('node_modules', compiler, 'bin', 'tsc'), '--version']).replace(
    /\s|Version/g,
    '',
  );
}

/** Runs a compiled file of the application to its natural end; gives what it printed. */
export function runApp(folder: string, file: string, environment: NodeJS.ProcessEnv = {}): string {
  return run(folder, [join('dist', 'src', file)], environment);
}

function run(folder: string, args: string[], environment: NodeJS.ProcessEnv = {}): string {
  try {
    const env = { ...process.env, NODE_OPTIONS: '', ...environment };
    return execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      env,
      timeout: 90_000,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}

/** The template itself, so that a new version of Nest tests us against its own settings. */
function tsconfigOfNestNew(kind: ModuleKind): string {
  const files = join(root, 'node_modules/@nestjs/schematics/dist/lib/application/files');
  const template = join(files, kind === 'esm' ? 'ts-esm' : 'ts', 'tsconfig.json');
  return readFileSync(template, 'utf8')
    .replace('<%= strict %>', 'true')
    .replace(/"types": \[.*\]/, '"types": ["node"]');
}
