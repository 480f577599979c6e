import { type Consistency } from '../../cassandra/index.js';
import {
  type ExportCompression,
  type ExportFormat,
  exportTable,
  type ExportTableOptions,
  verifyExport,
} from '../../export-engine/index.js';
import { type Command, exitCodes, UsageError } from '../command.js';
import { parseFlags } from '../parse-flags.js';
import { connect, connectionFlags, connectionUsage } from '../connection.js';
import { csvFlags, csvOf, decimals, given, names, required, wholeNumber } from '../flags.js';
import { counted, timeText } from '../progress-line.js';
import { runJob } from '../run-job.js';
import { report } from './verify.js';

const flags = {
  ...connectionFlags,
  ...csvFlags,
  keyspace: { type: 'string' },
  table: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string' },
  compression: { type: 'string' },
  columns: { type: 'string' },
  writetime: { type: 'string' },
  ttl: { type: 'string' },
  where: { type: 'string' },
  'allow-filtering': { type: 'boolean' },
  consistency: { type: 'string' },
  concurrency: { type: 'string' },
  parts: { type: 'string' },
  'rows-per-second': { type: 'string' },
  'bytes-per-second': { type: 'string' },
  'max-errors': { type: 'string' },
  'escape-formulas': { type: 'boolean' },
  decimal: { type: 'string', multiple: true },
  sha256: { type: 'boolean' },
  resume: { type: 'boolean' },
  verify: { type: 'boolean' },
} as const;
type Args = ReturnType<typeof parse>;

export const exportCommand: Command = {
  summary: 'writes a table to CSV, NDJSON or Parquet files',
  usage: `Usage: cassanest export --host ADDRESS --keyspace NAME --table NAME --to FOLDER [options]

${connectionUsage}
  --keyspace NAME, --table NAME    as Cassandra has them: small letters unless they were made in quotes
  --to FOLDER              where the files go; one export a folder
  --format NAME            csv (default), ndjson, parquet
  --compression NAME       none, gzip, zstd; zstd for Parquet, else none if left out
  --columns A,B            all if left out; a name with a comma in double quotes
  --writetime all|A,B      columns whose write times follow them, in microseconds; "all" is one named so
  --ttl all|A,B            likewise the seconds their cells live; without --verify, for these run down
  --where CQL              what follows WHERE: a partition, an index; read by one worker
  --allow-filtering        --where is filtered by the servers in a scan of the whole table
  --consistency LEVEL      LOCAL_QUORUM
  --concurrency NUMBER     parts read side by side at most (4)
  --parts NUMBER           files; about 128 MiB each if left out
  --rows-per-second NUMBER, --bytes-per-second NUMBER
  --max-errors NUMBER      cells the format has nothing for before it fails (0)
  --delimiter CHARACTER, --null-text TEXT, --no-header, --escape-formulas    of CSV
  --decimal COLUMN=PRECISION,SCALE    of Parquet, once for each column: DECIMAL of decimal or varint, which are text else
  --sha256                 take it of each file
  --resume                 go on with the export in the folder
  --verify                 compare files and table with the manifest at the end

Ends with 0 when done, 1 when it failed, 2 for a wrong command line, 3 when --verify finds a difference, 130 after Ctrl-C.
Ctrl-C keeps what is finished and prints the command that goes on.`,
  async run(args) {
    const values = parse(args);
    const options = optionsOf(values);
    const cassandra = await connect(values, required(values, 'keyspace'));
    try {
      const code = await exportWith({ ...options, connection: cassandra }, args);
      if (code !== exitCodes.done || values.verify !== true) return code;
      const { destination } = options;
      return report(await verifyExport({ destination, connection: cassandra, against: 'content' }));
    } finally {
      await cassandra.close();
    }
  },
};

function parse(args: readonly string[]) {
  return parseFlags({ args: [...args], options: flags, strict: true }).values;
}

async function exportWith(options: ExportTableOptions, args: readonly string[]): Promise<number> {
  const start = performance.now();
  return await runJob({
    command: 'export',
    args,
    start: (signal) => exportTable({ ...options, signal }),
    progressOf: ({ rows, bytes, ringFraction }) => ({ rows, bytes, fraction: ringFraction }),
    end: ({ manifest, files }) => {
      const seconds = (performance.now() - start) / 1000;
      process.stdout.write(
        `${counted(manifest.rows, 'row')} in ${counted(files.length, 'file')}, ${counted(manifest.bytes, 'byte')}, ${timeText(seconds)}: ${options.destination}\n`,
      );
      if (manifest.warning !== null) process.stderr.write(`${manifest.warning}\n`);
    },
  });
}

function optionsOf(values: Args): Omit<ExportTableOptions, 'connection'> {
  const { where } = values;
  if (where?.trim() === '') throw new UsageError('--where is what follows WHERE.');
  if (values.verify === true && values.ttl !== undefined) {
    throw new UsageError(
      '--verify compares the content, and --ttl differs each time. Run cassanest verify FOLDER --count after it.',
    );
  }
  const fixed = decimals(values.decimal);
  return {
    source: { keyspace: required(values, 'keyspace'), table: required(values, 'table') },
    destination: required(values, 'to'),
    format: (values.format ?? 'csv') as ExportFormat,
    resume: values.resume ?? false,
    sha256: values.sha256 ?? false,
    csv: { ...csvOf(values), escapeFormulas: values['escape-formulas'] ?? false },
    ...(where !== undefined && {
      where: { cql: where, allowFiltering: values['allow-filtering'] ?? false },
    }),
    ...(fixed !== undefined && { parquet: { decimals: fixed } }),
    ...given({
      compression: values.compression as ExportCompression | undefined,
      columns: names(values, 'columns'),
      writetime: allOrNames(values, 'writetime'),
      ttl: allOrNames(values, 'ttl'),
      consistency: values.consistency as Consistency | undefined,
      concurrency: wholeNumber(values, 'concurrency'),
      parts: wholeNumber(values, 'parts'),
      rowsPerSecond: wholeNumber(values, 'rows-per-second'),
      bytesPerSecond: wholeNumber(values, 'bytes-per-second'),
      maxErrors: wholeNumber(values, 'max-errors'),
    }),
  };
}

/** A column with the name `all` stands in double quotes. @throws UsageError */
function allOrNames(values: Args, flag: 'writetime' | 'ttl'): true | readonly string[] | undefined {
  return values[flag] === 'all' ? true : names(values, flag, 'all, or names');
}
