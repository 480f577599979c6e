import { monitorEventLoopDelay } from 'node:perf_hooks';
import { int, type Repository, Table } from '../../../src/cassandra/index.js';
import { waitFor } from '../wait-for.js';

/** What the traffic writes and reads. */
export class Note extends Table('notes', {
  columns: { id: int(), of: int() },
  partitionKey: ['id'],
}) {}

/** Writes rows and reads them again without pause, several at a time, and remembers how each request ended. */
export class RepositoryTraffic {
  readonly acknowledged: number[] = [];
  readonly errors: unknown[] = [];
  readonly #loop = monitorEventLoopDelay({ resolution: 10 });
  #longestMs = 0;
  #next = 0;
  #isStopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly notes: Repository<Note>,
    private readonly workers: number,
  ) {}

  /** What a request took at most, but for what this process itself came late: on a busy machine it has to wait for its turn. */
  get longestMs(): number {
    return this.#longestMs - this.#loop.max / 1e6;
  }

  start(): void {
    this.#loop.enable();
    this.#running = Promise.all(Array.from({ length: this.workers }, () => this.#work()));
    this.#running.catch(() => undefined); // seen in stop()
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    this.#loop.disable();
  }

  /** Resolves once `count` more rows have been written and read again. */
  async progress(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    await waitFor(`${String(count)} more rows`, () => this.acknowledged.length >= goal);
  }

  async #work(): Promise<void> {
    while (!this.#isStopped) {
      const id = this.#next++;
      if (!(await this.#succeeds(() => this.notes.insert({ id, of: 1 })))) continue;
      let note: Note | null | undefined;
      while (!(await this.#succeeds(async () => (note = await this.notes.findOne({ id })))));
      if (note === null) throw new Error(`Row ${String(id)} was acknowledged and is not there`);
      this.acknowledged.push(id);
    }
  }

  async #succeeds(request: () => Promise<unknown>): Promise<boolean> {
    const startedAt = Date.now();
    try {
      await request();
      return true;
    } catch (error) {
      this.errors.push(error);
      return false;
    } finally {
      this.#longestMs = Math.max(this.#longestMs, Date.now() - startedAt);
    }
  }
}
