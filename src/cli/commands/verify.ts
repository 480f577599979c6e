import { verifyExport, type VerifyResult } from '../../export-engine/index.js';
import { type Command, exitCodes, UsageError } from '../command.js';
import { parseFlags } from '../parse-flags.js';
import { connect, connectionFlags, connectionUsage } from '../connection.js';
import { counted } from '../progress-line.js';

const flags = {
  ...connectionFlags,
  count: { type: 'boolean' },
  content: { type: 'boolean' },
} as const;

export const verifyCommand: Command = {
  summary: 'compares an export with its manifest, and the table with it',
  usage: `Usage: cassanest verify FOLDER [--count | --content] [options]

  --count                  also counts the rows of every part in the table
  --content                also reads the table again and compares every byte
${connectionUsage}

Ends with 0 when everything is as it was written, 3 when something differs, 1 when it failed, 2 for a wrong command line.`,
  async run(args) {
    const { values, positionals } = parse(args);
    const [destination, ...more] = positionals;
    if (destination === undefined || more.length > 0) throw new UsageError('Name one folder.');
    if (values.count !== true && values.content !== true) {
      return report(await verifyExport({ destination }));
    }
    const connection = await connect(values, 'system');
    try {
      const against = values.content === true ? 'content' : 'count';
      return report(await verifyExport({ destination, connection, against }));
    } finally {
      await connection.close();
    }
  },
};

function parse(args: readonly string[]) {
  return parseFlags({ args: [...args], options: flags, allowPositionals: true, strict: true });
}

/** Prints the findings; gives the exit code. */
export function report({ files, rows, findings }: VerifyResult): number {
  for (const { message } of findings) process.stderr.write(`${message}\n`);
  if (findings.length > 0) return exitCodes.differs;
  process.stdout.write(`Verified: ${counted(files, 'file')}, ${counted(rows, 'row')}.\n`);
  return exitCodes.done;
}
