/** One command of `cassanest`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly usage: string;
  /** Gives the exit code; throws `UsageError` where the arguments are wrong. */
  run(args: readonly string[], say: (text: string) => void): Promise<number>;
}

/** The arguments are not what the command takes; printed with its usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
