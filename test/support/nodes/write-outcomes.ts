import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  type Cassandra,
  CassandraRequestError,
  int,
  mapConcurrent,
  Table,
} from '../../../src/cassandra/index.js';
import { waitFor } from '../wait-for.js';

const declaration = { columns: { id: int(), of: int() }, partitionKey: ['id'] } as const;

class Plain extends Table('plain', declaration) {}
class Claim extends Table('claims', declaration) {}
class First extends Table('first_halves', declaration) {}
class Second extends Table('second_halves', declaration) {}

export const outcomeTables = [Plain, Claim, First, Second];

const kinds = ['plain', 'claim', 'batch'] as const;
type Kind = (typeof kinds)[number];

/** What an error says; the error itself would keep all that the driver knew. */
type Said = Pick<CassandraRequestError, 'code' | 'message' | 'mayBeApplied' | 'willBeApplied'>;

interface Attempt {
  readonly id: number;
  readonly kind: Kind;
  /** Undefined: acknowledged. */
  readonly error: Said | undefined;
}

/** Writes rows in every way there is, each once, and remembers what it was told; then looks what is there. */
export class WriteOutcomes {
  readonly attempts: Attempt[] = [];
  readonly #loop = monitorEventLoopDelay({ resolution: 10 });
  #longestMs = 0;
  #next = 0;

  constructor(private readonly cassandra: Cassandra) {
    this.#loop.enable();
  }

  /** What a write took at most, but for what this process itself came late. */
  get longestMs(): number {
    return this.#longestMs - this.#loop.max / 1e6;
  }

  /** Sends so many writes at once, does something to the cluster when a quarter of them has ended, and waits for all. */
  async burst(size: number, during: () => unknown = () => undefined): Promise<void> {
    const quarter = this.attempts.length + size / 4;
    const writes = Promise.all(Array.from({ length: size }, () => this.#attempt()));
    await Promise.all([
      writes,
      waitFor('a quarter of the writes', () => this.attempts.length >= quarter).then(during),
    ]);
  }

  count(matches: (error: Said, kind: Kind) => boolean): number {
    return this.attempts.filter(({ error, kind }) => error !== undefined && matches(error, kind))
      .length;
  }

  /** Rows that are missing or there against what was said; empty once every promise is kept. */
  async brokenPromises(): Promise<string[]> {
    const plain = await idsOf(this.cassandra.repository(Plain).scan({ consistency: 'ALL' }));
    const first = await idsOf(this.cassandra.repository(First).scan({ consistency: 'ALL' }));
    const second = await idsOf(this.cassandra.repository(Second).scan({ consistency: 'ALL' }));
    const claims = this.cassandra.repository(Claim);
    const broken = await mapConcurrent(this.attempts, 32, async ({ id, kind, error }) => {
      // Only such a read sees what replicas have agreed on and not yet committed.
      const isThere =
        kind === 'claim'
          ? (await claims.findOne({ id }, { consistency: 'SERIAL' })) !== null
          : (kind === 'plain' ? plain : first).has(id);
      const what = error === undefined ? 'acknowledged' : error.message;
      if (kind === 'batch' && isThere !== second.has(-1 - id))
        return `batch ${id} in half: ${what}`;
      const isPromised = error === undefined || error.willBeApplied;
      if (isPromised && !isThere) return `${kind} ${id} is not there: ${what}`;
      return error?.mayBeApplied === false && isThere ? `${kind} ${id} is there: ${what}` : '';
    });
    return broken.filter((text) => text !== '');
  }

  async #attempt(): Promise<void> {
    const id = this.#next++;
    const kind = kinds[id % kinds.length] ?? 'plain';
    const startedAt = performance.now();
    const error = await this.#write(kind, id).then(() => undefined, said);
    this.#longestMs = Math.max(this.#longestMs, performance.now() - startedAt);
    this.attempts.push({ id, kind, error });
  }

  async #write(kind: Kind, id: number): Promise<void> {
    const row = { id, of: 1 };
    switch (kind) {
      case 'plain':
        await this.cassandra.repository(Plain).insert(row);
        return;
      case 'claim': {
        const { applied } = await this.cassandra.repository(Claim).insertIfNotExists(row);
        if (!applied) throw new Error('somebody else has claimed it, and there is nobody else');
        return;
      }
      case 'batch': {
        // All replicas have to confirm: where one hangs, a batch whose log is written is left to that log.
        await this.cassandra.batch(
          'logged',
          (batch) => {
            batch.insert(First, row);
            // Of another partition: what has one key in one keyspace is one write, and needs no log.
            batch.insert(Second, { id: -1 - id, of: 1 });
          },
          { consistency: 'ALL' },
        );
      }
    }
  }
}

/** Every error has to be one of ours. */
function said(error: unknown): Said {
  if (!(error instanceof CassandraRequestError)) throw error;
  const { code, message, mayBeApplied, willBeApplied } = error;
  return { code, message, mayBeApplied, willBeApplied };
}

async function idsOf(rows: AsyncIterable<{ readonly id: number }>): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for await (const { id } of rows) found.add(id);
  return found;
}
