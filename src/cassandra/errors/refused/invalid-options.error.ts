import { CassandraError } from '../cassandra-error.js';

/** Connection options that cannot work, all of them at once. Never holds a password or a secret. */
export class InvalidOptionsError extends CassandraError {
  override readonly code = 'invalid-options';

  constructor(
    /** One sentence for each. */
    readonly problems: readonly string[],
  ) {
    super(`Invalid Cassandra options:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
}
