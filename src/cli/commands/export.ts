import { parseArgs } from 'node:util';
import { type Cassandra, CassandraRequestError, type Consistency } from '../../cassandra/index.js';
import {
  type ExportCompression,
  ExportFileError,
  type ExportFormat,
  exportTable,
  type ExportTableOptions,
  verifyExport,
} from '../../export-engine/index.js';
import { type Command, exitCodes, UsageError } from '../command.js';
import { connect, connectionFlags, connectionUsage } from '../connection.js';
import { grouped, ProgressLine, timeText } from '../progress-line.js';
import { report } from './verify.js';

const flags = {
  ...connectionFlags,
  keyspace: { type: 'string' },
  table: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string' },
  compression: { type: 'string' },
  columns: { type: 'string' },
  where: { type: 'string' },
  'allow-filtering': { type: 'boolean' },
  consistency: { type: 'string' },
  concurrency: { type: 'string' },
  parts: { type: 'string' },
  'rows-per-second': { type: 'string' },
  'bytes-per-second': { type: 'string' },
  'max-errors': { type: 'string' },
  delimiter: { type: 'string' },
  'null-text': { type: 'string' },
  'no-header': { type: 'boolean' },
  'escape-formulas': { type: 'boolean' },
  sha256: { type: 'boolean' },
  resume: { type: 'boolean' },
  verify: { type: 'boolean' },
} as const;
type Args = ReturnType<typeof parse>;

export const exportCommand: Command = {
  summary: 'writes a table to CSV, NDJSON or Parquet files',
  usage: `Usage: cassanest export --host ADDRESS --keyspace NAME --table NAME --to FOLDER [options]

${connectionUsage}
  --keyspace NAME, --table NAME
  --to FOLDER              where the files go; one export a folder
  --format NAME            csv (default), ndjson, parquet
  --compression NAME       none, gzip, zstd; zstd for Parquet, else none if left out
  --columns A,B            all if left out
  --where CQL              what follows WHERE: a partition, an index; read by one worker
  --allow-filtering        --where is filtered by the servers in a scan of the whole table
  --consistency LEVEL      LOCAL_QUORUM
  --concurrency NUMBER     parts read side by side at most (4)
  --parts NUMBER           files; about 128 MiB each if left out
  --rows-per-second NUMBER, --bytes-per-second NUMBER
  --max-errors NUMBER      cells the format has nothing for before it fails (0)
  --delimiter CHARACTER, --null-text TEXT, --no-header, --escape-formulas    of CSV
  --sha256                 take it of each file
  --resume                 go on with the export in the folder
  --verify                 compare files and table with the manifest at the end

Ends with 0 when done, 1 when it failed, 2 for a wrong command line, 3 when --verify finds a difference, 130 after Ctrl-C.
Ctrl-C keeps what is finished and prints the command that goes on.`,
  async run(args) {
    const values = parse(args);
    const cassandra = await connect(values, required(values, 'keyspace'));
    try {
      return await exportWith(cassandra, values, args);
    } finally {
      await cassandra.close();
    }
  },
};

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Wrong options.');
  }
}

async function exportWith(
  cassandra: Cassandra,
  values: Args,
  args: readonly string[],
): Promise<number> {
  const start = performance.now();
  const stop = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort(new Error('interrupted'));
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const options = optionsOf(cassandra, values);
  const running = exportTable({ ...options, signal: stop.signal });
  const line = new ProgressLine();
  try {
    for await (const progress of running.progress) line.show(progress);
    const { manifest, files } = await running.done;
    line.end();
    const seconds = (performance.now() - start) / 1000;
    process.stdout.write(
      `${grouped(manifest.rows)} rows in ${String(files.length)} files, ${grouped(manifest.bytes)} bytes, ${timeText(seconds)}: ${options.destination}\n`,
    );
    if (manifest.warning !== null) process.stderr.write(`${manifest.warning}\n`);
  } catch (error) {
    line.end();
    const isInterrupted = stop.signal.aborted;
    const reason = isInterrupted ? 'Interrupted.' : passingReason(error);
    if (reason === undefined) throw error;
    process.stderr.write(`${reason} Go on with:\n  ${resumeLine(args)}\n`);
    return isInterrupted ? exitCodes.interrupted : exitCodes.failed;
  }
  if (values.verify !== true) return exitCodes.done;
  const { destination } = options;
  return report(await verifyExport({ destination, connection: cassandra, against: 'content' }));
}

/** Of a failure after which the export can go on, when its reason is gone. */
function passingReason(error: unknown): string | undefined {
  if (error instanceof ExportFileError) return `${error.message}\n${String(error.cause)}\n`;
  return error instanceof CassandraRequestError ? error.message : undefined;
}

function optionsOf(connection: Cassandra, values: Args): ExportTableOptions {
  const { where, columns, consistency, compression } = values;
  const numbers = {
    concurrency: number(values, 'concurrency'),
    parts: number(values, 'parts'),
    rowsPerSecond: number(values, 'rows-per-second'),
    bytesPerSecond: number(values, 'bytes-per-second'),
    maxErrors: number(values, 'max-errors'),
  };
  return {
    connection,
    source: { keyspace: required(values, 'keyspace'), table: required(values, 'table') },
    destination: required(values, 'to'),
    format: (values.format ?? 'csv') as ExportFormat,
    resume: values.resume ?? false,
    sha256: values.sha256 ?? false,
    csv: {
      header: values['no-header'] !== true,
      escapeFormulas: values['escape-formulas'] ?? false,
      ...(values.delimiter !== undefined && { delimiter: values.delimiter.replace('\\t', '\t') }),
      ...(values['null-text'] !== undefined && { nullText: values['null-text'] }),
    },
    ...(compression !== undefined && { compression: compression as ExportCompression }),
    ...(columns !== undefined && { columns: columns.split(',') }),
    ...(consistency !== undefined && { consistency: consistency as Consistency }),
    ...(where !== undefined && {
      where: { cql: where, allowFiltering: values['allow-filtering'] ?? false },
    }),
    ...(Object.fromEntries(
      Object.entries(numbers).filter(([, value]) => value !== undefined),
    ) as Partial<ExportTableOptions>),
  };
}

function required(values: Args, name: 'keyspace' | 'table' | 'to'): string {
  const value = values[name];
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

type NumberFlag = 'concurrency' | 'parts' | 'rows-per-second' | 'bytes-per-second' | 'max-errors';

function number(values: Args, name: NumberFlag): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name} is a whole number.`);
  return Number(text);
}

function resumeLine(args: readonly string[]): string {
  const all = args.includes('--resume') ? args : [...args, '--resume'];
  const words = all.map((word) =>
    /^[\w./:,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return `npx cassanest export ${words.join(' ')}`;
}
