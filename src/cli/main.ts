#!/usr/bin/env node
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { type Command, exitCodes, UsageError } from './command.js';
import { exportCommand } from './export.command.js';
import { verifyCommand } from './verify.command.js';

const commands: Readonly<Record<string, Command>> = {
  export: exportCommand,
  verify: verifyCommand,
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name ?? ''] : undefined;
  if (command === undefined) {
    const list = Object.entries(commands).map(
      ([key, { summary }]) => `  ${key.padEnd(10)}${summary}`,
    );
    const isHelp = name === undefined || name === '--help' || name === 'help';
    const head = isHelp ? '' : `There is no command "${name}".\n`;
    (isHelp ? process.stdout : process.stderr).write(
      `${head}Usage: cassanest <command> [options]\n\n${list.join('\n')}\n\ncassanest <command> --help tells its options.\n`,
    );
    return isHelp ? exitCodes.done : exitCodes.usage;
  }
  if (args.includes('--help')) {
    process.stdout.write(`${command.usage}\n`);
    return exitCodes.done;
  }
  Logger.overrideLogger(['error', 'fatal']);
  try {
    return await command.run(args);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n${isUsage ? `\n${command.usage}\n` : ''}`);
    return isUsage ? exitCodes.usage : exitCodes.failed;
  }
}

process.exitCode = await main(process.argv.slice(2));
