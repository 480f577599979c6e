import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command.js';

/** The one flag whose empty text says something: a null is written as nothing. */
const mayBeEmpty = 'null-text';

/**
 * Node's `parseArgs`; what it refuses is a wrong command line. So is an empty value, such as of a variable of the shell that is
 * not set: it would stand for no encryption, port 0 or all columns.
 *
 * @throws UsageError
 */
export function parseFlags<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const parsed = parse(config);
  for (const [flag, value] of Object.entries<unknown>(parsed.values)) {
    if (flag !== mayBeEmpty && [value].flat().includes('')) {
      throw new UsageError(`--${flag} is empty. Give it a value, or leave it out.`);
    }
  }
  const positionals: readonly string[] = parsed.positionals;
  if (positionals.includes('')) {
    throw new UsageError('One of the arguments is empty. Is a variable of the shell not set?');
  }
  return parsed;
}

function parse<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
