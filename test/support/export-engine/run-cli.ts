import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../../dist/cli/main.js');

export interface CliOptions {
  /** Beside the tests' own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** No file of it may be larger: writing more fails, as it does on a full disk. */
  readonly fileBytes?: number;
}

/** Starts `cassanest` of the build. The cluster is the one the tests use. */
export function startCli(
  args: readonly string[],
  { environment, fileBytes }: CliOptions = {},
): ChildProcess {
  const env = { ...process.env, NODE_OPTIONS: '', ...environment };
  const stdio = ['ignore', 'pipe', 'pipe'] satisfies StdioOptions;
  const command = [process.execPath, cli, ...args];
  if (fileBytes === undefined) {
    const [program = '', ...rest] = command;
    return spawn(program, rest, { env, stdio });
  }
  const limited = `ulimit -f ${String(fileBytes / 512)}; exec "$@"`;
  return spawn('sh', ['-c', limited, 'sh', ...command], { env, stdio });
}

/** Runs it to its end. */
export async function runCli(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  return await endOf(startCli(args));
}

export async function endOf(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  let output = '';
  let errors = '';
  child.stdout?.on('data', (data) => (output += String(data)));
  child.stderr?.on('data', (data) => (errors += String(data)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}
