import { CassandraRequestError, StatementRejectedError } from '../cassandra/index.js';
import { ExportFileError, ExportRefusedError } from '../export-engine/index.js';
import { exitCodes, UsageError } from './command.js';
import { type Progress, ProgressLine } from './progress-line.js';

/** An export or a load, as the command line runs it. */
export interface Job<Step, Result> {
  readonly command: string;
  /** As the command was given them, to be printed with `--resume`. */
  readonly args: readonly string[];
  readonly start: (signal: AbortSignal) => {
    readonly progress: AsyncIterable<Step>;
    readonly done: Promise<Result>;
  };
  readonly progressOf: (step: Step) => Progress;
  /** Says what came of it. */
  readonly end: (result: Result) => void;
}

/**
 * Runs it with its progress to the end, to Ctrl-C, or to a failure after which it can go on: then the command that does is
 * printed. Gives the exit code. A second Ctrl-C ends the process at once.
 *
 * @throws UsageError for options it cannot begin with
 */
export async function runJob<Step, Result>(job: Job<Step, Result>): Promise<number> {
  const stop = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    stop.abort(new Error('interrupted'));
  };
  const running = begin(job, stop.signal);
  const line = new ProgressLine();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    for await (const step of running.progress) line.show(job.progressOf(step));
    const result = await running.done;
    line.end();
    job.end(result);
    return exitCodes.done;
  } catch (error) {
    line.end();
    const isInterrupted = stop.signal.aborted;
    const reason = isInterrupted ? 'Interrupted.' : passingReason(error);
    if (reason === undefined) throw error;
    process.stderr.write(`${reason} Go on with:\n  ${resumeLine(job)}\n`);
    return isInterrupted ? exitCodes.interrupted : exitCodes.failed;
  } finally {
    // What comes after it has nothing to finish: Ctrl-C ends it at once.
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function begin<Step, Result>(
  job: Job<Step, Result>,
  signal: AbortSignal,
): ReturnType<Job<Step, Result>['start']> {
  try {
    return job.start(signal);
  } catch (error) {
    if (error instanceof ExportRefusedError) throw new UsageError(error.message);
    throw error;
  }
}

/** Of a failure after which it can go on, when its reason is gone. */
function passingReason(error: unknown): string | undefined {
  if (error instanceof ExportFileError) return `${error.message}\n${String(error.cause)}\n`;
  if (error instanceof StatementRejectedError) return undefined;
  return error instanceof CassandraRequestError ? error.message : undefined;
}

function resumeLine({ command, args }: Pick<Job<never, never>, 'command' | 'args'>): string {
  const all = args.includes('--resume') ? args : [...args, '--resume'];
  const words = all.map((word) =>
    /^[\w./:,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return `npx cassanest ${command} ${words.join(' ')}`;
}
