#!/usr/bin/env node
import 'reflect-metadata';
import { type Command, UsageError } from './command.js';
import { node } from './commands/node.js';
import { schema } from './commands/schema.js';

/** Each command is one file of `commands`. */
const commands: Readonly<Record<string, Command>> = { node, schema };

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // Errors of ours say what to do; of a defect the stack is wanted too.
  const isForPeople = error instanceof Error && 'code' in error;
  complain(isForPeople ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined) {
    const isAsked = name === undefined || name === 'help' || name === '--help';
    (isAsked ? say : complain)(usage());
    return isAsked ? 0 : 2;
  }
  try {
    if (args.includes('--help')) say(command.usage);
    else return await command.run(args, say);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`${error.message}\n\n${command.usage}`);
    return 2;
  }
  return 0;
}

function usage(): string {
  const lines = Object.values(commands).map(({ summary }) => `  ${summary}`);
  return `cassanest COMMAND\n\n${lines.join('\n')}\n\ncassanest COMMAND --help tells more.`;
}
