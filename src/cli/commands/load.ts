import { type Consistency } from '../../cassandra/index.js';
import {
  type ExportCompression,
  type LoadFormat,
  loadTable,
  type LoadTableOptions,
} from '../../export-engine/index.js';
import { type Command, UsageError } from '../command.js';
import { parseFlags } from '../parse-flags.js';
import { connect, connectionFlags, connectionUsage } from '../connection.js';
import { csvFlags, csvOf, given, names, required, wholeNumber } from '../flags.js';
import { counted, grouped, timeText } from '../progress-line.js';
import { runJob } from '../run-job.js';

const flags = {
  ...connectionFlags,
  ...csvFlags,
  from: { type: 'string' },
  keyspace: { type: 'string' },
  table: { type: 'string' },
  format: { type: 'string' },
  compression: { type: 'string' },
  columns: { type: 'string' },
  journal: { type: 'string' },
  nulls: { type: 'string' },
  timestamp: { type: 'string' },
  consistency: { type: 'string' },
  concurrency: { type: 'string' },
  'max-errors': { type: 'string' },
  resume: { type: 'boolean' },
} as const;
type Args = ReturnType<typeof parse>;

export const loadCommand: Command = {
  summary: 'brings CSV and NDJSON files of an export back into a table',
  usage: `Usage: cassanest load --from FOLDER|FILE --host ADDRESS --keyspace NAME --table NAME [options]

${connectionUsage}
  --from FOLDER|FILE       a finished export, another folder of files, or one file
  --keyspace NAME, --table NAME    as Cassandra has them: small letters unless they were made in quotes
  --format NAME            csv, ndjson; what the export or the names of the files say if left out
  --compression NAME       none, gzip, zstd; likewise
  --columns A,B            all of the files if left out; a name with a comma in double quotes
  --delimiter CHARACTER, --null-text TEXT, --no-header    of CSV that is no export's
  --nulls unset|delete     what a null does: leaves the cell as it is (unset), or deletes it
  --timestamp MICROSECONDS the write time of every row; now if left out. What was written later stays
  --journal FOLDER         for journal and dead letters; FROM.load-KEYSPACE.TABLE if left out
  --consistency LEVEL      LOCAL_QUORUM
  --concurrency NUMBER     rows written side by side (64)
  --max-errors NUMBER      rows that cannot be loaded, in dead-letters.jsonl, before it fails (0)
  --resume                 go on with the load in the journal's folder

Ends with 0 when done, 1 when it failed, 2 for a wrong command line, 130 after Ctrl-C.
Ctrl-C keeps what is finished and prints the command that goes on.`,
  async run(args) {
    const values = parse(args);
    const options = optionsOf(values);
    const cassandra = await connect(values, required(values, 'keyspace'));
    try {
      return await loadWith({ ...options, connection: cassandra }, args);
    } finally {
      await cassandra.close();
    }
  },
};

function parse(args: readonly string[]) {
  return parseFlags({ args: [...args], options: flags, strict: true }).values;
}

async function loadWith(options: LoadTableOptions, args: readonly string[]): Promise<number> {
  const start = performance.now();
  return await runJob({
    command: 'load',
    args,
    start: (signal) => loadTable({ ...options, signal }),
    progressOf: ({ read, bytes, fraction }) => ({ rows: read, bytes, fraction }),
    end: ({ read, written, failed }) => {
      const seconds = (performance.now() - start) / 1000;
      const failures = failed === 0 ? '' : `, ${grouped(failed)} in dead-letters.jsonl`;
      process.stdout.write(
        `${counted(read, 'row')}: ${grouped(written)} written${failures}, ${timeText(seconds)}\n`,
      );
    },
  });
}

function optionsOf(values: Args): Omit<LoadTableOptions, 'connection'> {
  return {
    target: { keyspace: required(values, 'keyspace'), table: required(values, 'table') },
    from: required(values, 'from'),
    csv: csvOf(values),
    resume: values.resume ?? false,
    ...given({
      format: values.format as LoadFormat | undefined,
      compression: values.compression as ExportCompression | undefined,
      columns: names(values, 'columns'),
      journal: values.journal,
      nulls: values.nulls as 'unset' | 'delete' | undefined,
      timestampMicros: timestampOf(values),
      consistency: values.consistency as Consistency | undefined,
      concurrency: wholeNumber(values, 'concurrency'),
      maxErrors: wholeNumber(values, 'max-errors'),
    }),
  };
}

function timestampOf({ timestamp }: Args): bigint | undefined {
  if (timestamp === undefined) return undefined;
  if (!/^\d+$/.test(timestamp)) throw new UsageError('--timestamp is a whole number.');
  return BigInt(timestamp);
}
