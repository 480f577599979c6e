import { spawn } from 'node:child_process';

/** A program that could not be run, or that failed; for people. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a program to its end. `onLine` sees what it prints; what it printed last is told when it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  onLine: (line: string) => void = () => undefined,
): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  const read = (data: Buffer): void => {
    for (const line of data.toString().split('\n').filter(Boolean)) {
      onLine(line);
      last.push(line);
      if (last.length > 15) last.shift();
    }
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => {
      reject(new CommandError(`"${command}" could not be run: ${error.message}`));
    });
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new CommandError(`"${command}" failed (${code ?? 'a signal'}):\n${last.join('\n')}`);
  }
}
