#!/usr/bin/env node
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Logger } from '@nestjs/common';
import { StatementRejectedError } from '../cassandra/index.js';
import { ExportRefusedError } from '../export-engine/index.js';
import { type Command, exitCodes, UsageError } from './command.js';
import { exportCommand } from './commands/export.js';
import { loadCommand } from './commands/load.js';
import { node } from './commands/node.js';
import { reconcile } from './commands/reconcile.js';
import { schema } from './commands/schema.js';
import { verifyCommand } from './commands/verify.js';

/** Each command is one file of `commands`. */
const commands: Readonly<Record<string, Command>> = {
  export: exportCommand,
  verify: verifyCommand,
  load: loadCommand,
  schema,
  reconcile,
  node,
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (name === '--version') {
    say(versionOf());
    return exitCodes.done;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const isHelp = ['help', '--help', '-h'].includes(name);
    if (isHelp) say(usage());
    else complain(`There is no command "${name}".\n\n${usage()}`);
    return isHelp ? exitCodes.done : exitCodes.usage;
  }
  if (args.includes('--help') || args.includes('-h')) {
    say(command.usage);
    return exitCodes.done;
  }
  Logger.overrideLogger({ log: () => undefined, warn: complain, error: complain });
  try {
    return await command.run(args, say);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    complain(textOf(error));
    if (isUsage) complain(`\n${command.usage.split('\n')[0] ?? ''}\n--help tells all options.`);
    return isUsage ? exitCodes.usage : exitCodes.failed;
  }
}

/** Errors of ours, which have a code, say what to do; of a defect the stack is wanted too. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForPeople = error instanceof UsageError || 'code' in error;
  if (!isForPeople) return error.stack ?? error.message;
  const isRefused = error instanceof StatementRejectedError || error instanceof ExportRefusedError;
  // Who wrote the command line may see what the server says of it.
  const reason = isRefused && error.cause instanceof Error ? `\n${error.cause.message}` : '';
  return `${error.message}${reason}`;
}

function versionOf(): string {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
  return version;
}

function usage(): string {
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(10)}${summary}`,
  );
  return `Usage: cassanest <command> [options]\n\n${lines.join('\n')}\n\ncassanest <command> --help tells its options.`;
}

process.exitCode = await main(process.argv.slice(2));
