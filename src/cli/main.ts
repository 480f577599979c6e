#!/usr/bin/env node
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Logger } from '@nestjs/common';
import { StatementRejectedError } from '../cassandra/index.js';
import { ExportRefusedError } from '../export-engine/index.js';
import { type Command, exitCodes, UsageError } from './command.js';

/** Each command is one file of `commands`, and loaded when it is called: all of them take a fifth of a second more. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  export: async () => (await import('./commands/export.js')).exportCommand,
  verify: async () => (await import('./commands/verify.js')).verifyCommand,
  load: async () => (await import('./commands/load.js')).loadCommand,
  schema: async () => (await import('./commands/schema.js')).schema,
  reconcile: async () => (await import('./commands/reconcile.js')).reconcile,
  node: async () => (await import('./commands/node.js')).node,
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (name === '--version') {
    say(versionOf());
    return exitCodes.done;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const isHelp = ['help', '--help', '-h'].includes(name);
    if (isHelp) say(await usage());
    else complain(`There is no command "${name}".\n\n${await usage()}`);
    return isHelp ? exitCodes.done : exitCodes.usage;
  }
  const command = await load();
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

async function usage(): Promise<string> {
  const all = Object.entries(commands).map(async ([name, load]) => {
    const { summary } = await load();
    return `  ${name.padEnd(10)}${summary}`;
  });
  const lines = await Promise.all(all);
  return `Usage: cassanest <command> [options]\n\n${lines.join('\n')}\n\ncassanest <command> --help tells its options.`;
}

process.exitCode = await main(process.argv.slice(2));
// The file of --tables may have opened what nobody closes, such as a connection. What was said is written first.
process.stderr.write('', () => process.stdout.write('', () => process.exit()));
