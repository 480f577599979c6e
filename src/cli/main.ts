#!/usr/bin/env node
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
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
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const isHelp = name === 'help' || name === '--help';
    if (isHelp) say(await usage());
    else complain(`There is no command "${name}".\n\n${await usage()}`);
    return isHelp ? exitCodes.done : exitCodes.usage;
  }
  const command = await load();
  if (args.includes('--help')) {
    say(command.usage);
    return exitCodes.done;
  }
  Logger.overrideLogger(['error', 'fatal']);
  try {
    return await command.run(args, say);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    complain(`${textOf(error)}${isUsage ? `\n\n${command.usage}` : ''}`);
    return isUsage ? exitCodes.usage : exitCodes.failed;
  }
}

/** Errors of ours, which have a code, say what to do; of a defect the stack is wanted too. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForPeople = error instanceof UsageError || 'code' in error;
  return isForPeople ? error.message : (error.stack ?? error.message);
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
