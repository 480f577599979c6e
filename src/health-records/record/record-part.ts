import { Logger } from '@nestjs/common';
import { CassandraError, cassandraProblem } from '../../cassandra/index.js';
import { ProblemException } from '../../common/problem/problem.js';

const logger = new Logger('HealthRecord');

/** One of the reads that make up a health record, with the time it took. Read once. */
export class RecordPart<Value> {
  #found: { readonly value: Value } | undefined;
  #ms = 0;

  constructor(
    private readonly name: string,
    private readonly readValue: (signal: AbortSignal) => Promise<Value>,
  ) {}

  async read(signal: AbortSignal): Promise<void> {
    const start = performance.now();
    try {
      this.#found = { value: await this.readValue(signal) };
    } catch (error) {
      throw this.#named(error);
    } finally {
      this.#ms = performance.now() - start;
    }
  }

  get value(): Value {
    if (this.#found === undefined) throw new TypeError(`${this.name} was not read`);
    return this.#found.value;
  }

  get ms(): number {
    return this.#ms;
  }

  /** What the cluster failed at, with the part it was asked for; a patient who is not there is nobody's failure. */
  #named(error: unknown): unknown {
    if (!(error instanceof CassandraError)) return error;
    const { status, code, detail } = cassandraProblem(error);
    // Never the cause: the server's messages may quote values.
    logger.warn(`${this.name}: ${error.message}`);
    return new ProblemException({
      status,
      code,
      detail: `The health record could not be read: ${this.name} failed.`,
      errors: [{ property: this.name, messages: [detail] }],
    });
  }
}
