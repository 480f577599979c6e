/** What the process ends with. */
export const exitCodes = {
  done: 0,
  /** It failed; the message says why. */
  failed: 1,
  /** The command line cannot be understood. */
  usage: 2,
  /** What was compared differs. */
  differs: 3,
  /** Interrupted by Ctrl-C; it can be resumed. */
  interrupted: 130,
} as const;

/** One command of `cassanest`. */
export interface Command {
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly usage: string;
  /** Runs to its end and gives the exit code; throws `UsageError` where the arguments are wrong. */
  run(args: readonly string[], say: (text: string) => void): Promise<number>;
}

/** The command line cannot be understood; the message, printed with the usage, says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
