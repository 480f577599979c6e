import { CassandraRequestError, type VersionedRepository } from '../../../src/cassandra/index.js';
import { type User } from '../../../src/users/user.table.js';
import { waitFor } from '../wait-for.js';

/** What a user has beside the name; null: there is none. */
type State = string | null;

const keysOfWorker = 10;
const cities = 5;

/**
 * Creates, moves, renames and deletes users without pause, several at a time, and knows what each of them may be now: exactly
 * what was acknowledged last, or also what was tried since and may have happened.
 */
export class UserTraffic {
  readonly errors: unknown[] = [];
  acknowledged = 0;
  #sent = 0;
  #isStopped = false;
  readonly #possible = new Map<string, Set<State>>();
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly users: VersionedRepository<User>,
    private readonly workers: number,
  ) {}

  start(): void {
    this.#running = Promise.all(Array.from({ length: this.workers }, (_, id) => this.#work(id)));
    this.#running.catch(() => undefined); // seen in stop()
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  /** Resolves once `count` writes have been sent in all. */
  async sent(count: number): Promise<void> {
    await waitFor(`${String(count)} writes`, () => this.#sent >= count, 240_000);
  }

  /** The users that are not as they may be. */
  async wrong(): Promise<string[]> {
    const wrong: string[] = [];
    for (const [username, possible] of this.#possible) {
      const user = await this.users.findOne({ username });
      if (!possible.has(stateOf(user))) wrong.push(`${username} is ${String(stateOf(user))}`);
    }
    return wrong;
  }

  /** A user is written by one worker alone, so that the order of their writes is known. */
  async #work(worker: number): Promise<void> {
    for (let number = 0; !this.#isStopped; number++) {
      const username = `w${String(worker)}.u${String(number % keysOfWorker)}`;
      await this.#write(username, number);
    }
  }

  async #write(username: string, number: number): Promise<void> {
    const possible = this.#possible.get(username) ?? new Set<State>([null]);
    this.#possible.set(username, possible);
    const { wanted, write } = this.#nextWrite(username, number);
    this.#sent += 1;
    try {
      const result = await write();
      possible.clear();
      possible.add(result);
      this.acknowledged += 1;
    } catch (error) {
      this.errors.push(error);
      const isUnchanged = error instanceof CassandraRequestError && !error.mayBeApplied;
      if (isUnchanged) return;
      for (const state of wanted(possible)) possible.add(state);
    }
  }

  /** The write, which gives what the user is after it, and what it makes of what the user may have been. */
  #nextWrite(
    username: string,
    number: number,
  ): {
    readonly wanted: (before: ReadonlySet<State>) => readonly State[];
    readonly write: () => Promise<State>;
  } {
    const age = number % 150;
    const cityId = (number % cities) + 1;
    const round = Math.floor(number / keysOfWorker) % 5;
    const row = { username, age, cityId, name: `name ${String(number)}` };
    if (round === 4) {
      return {
        wanted: () => [null],
        write: async () => {
          await this.users.delete({ username });
          return null;
        },
      };
    }
    if (round === 0) {
      return {
        wanted: () => [stateOf(row)],
        write: async () => stateOf(await this.users.insert(row)),
      };
    }
    const changes = { age, cityId, name: row.name };
    return {
      wanted: (before) => [...before].map((state) => state && stateOf(row)),
      write: async () => stateOf(await this.users.update({ username }, changes)),
    };
  }
}

function stateOf(user: Pick<User, 'age' | 'cityId' | 'name'> | null): State {
  return user && `${String(user.age)} in ${String(user.cityId)} as ${String(user.name)}`;
}
