import { policies } from 'cassandra-driver';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Cassandra,
  connectCassandra,
  add,
  CassandraError,
} from '../../../src/cassandra/index.js';
import { CassandraConnection } from '../../../src/cassandra/connection/cassandra-connection.js';
import { ProjectionKeeper } from '../../../src/cassandra/repository/projection/projection-keeper.js';
import { VersionedRepository } from '../../../src/cassandra/repository/versioned-repository.js';
import { writingContext } from '../../../src/cassandra/repository/writing-context.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { type Done, lostWrites } from './history.js';
import { Person, PersonByCity, PersonByName } from './tables.js';
import { Crash, UnreliableSteps } from './unreliable-steps.js';

const writers = 4;
const operations = 8;
const clockOffMs = 5000;
const people = ['ada', 'grace', 'edsger'];

/** A process of its own, as far as its clock and its connection go. */
interface Writer {
  readonly connection: CassandraConnection;
  readonly repository: VersionedRepository<Person>;
  readonly keeper: ProjectionKeeper;
  readonly steps: UnreliableSteps;
}

/** One keyspace in which trials run, each with the same few people, who are gone after it. */
export class ProjectionTrial {
  #random = seeded(1);
  #operations = 0;
  readonly #writers: Writer[] = [];

  private constructor(
    private readonly keyspace: TestKeyspace,
    private readonly cassandra: Cassandra,
  ) {}

  static async open(): Promise<ProjectionTrial> {
    const keyspace = await createTestKeyspace();
    const cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Person],
      repairIntervalMs: 3_600_000,
    });
    const trial = new ProjectionTrial(keyspace, cassandra);
    for (let index = 0; index < writers; index++) trial.#writers.push(await trial.#makeWriter());
    return trial;
  }

  async close(): Promise<void> {
    for (const { connection } of this.#writers) await connection.close();
    await this.cassandra.close();
    await this.keyspace.drop();
  }

  /** Everything that is wrong in the end. */
  async run({
    seed,
    hasIntents,
  }: {
    seed: number;
    hasIntents: boolean;
  }): Promise<readonly string[]> {
    this.#random = seeded(seed);
    const history: Done[] = [];
    for (const { steps } of this.#writers) {
      steps.isReliable = false;
      steps.hasIntents = hasIntents;
      steps.clockOffMs = Math.round((this.#random() * 2 - 1) * clockOffMs);
    }
    const end = { isReached: false };
    const carers = this.#care(end);
    await Promise.all(this.#writers.map((writer) => this.#write(writer, history)));
    end.isReached = true;
    await carers;
    await Promise.all(this.#writers.flatMap(({ steps }) => steps.late.splice(0)));
    await this.#settle();
    const differences = [...(await this.#differences()), ...(await this.#lost(history))];
    await this.#clear();
    return differences;
  }

  /** The repairer, and now and then a reconcile, beside the writers. */
  async #care(end: { isReached: boolean }): Promise<void> {
    while (!end.isReached) {
      await delay(this.#random() * 200);
      const { keeper } = this.#pick(this.#writers);
      try {
        if (this.#random() < 0.8) {
          // Of any age, but inserts that may still come are left alone.
          const ages = { afterMs: -60_000, forgetMs: 600_000 };
          await keeper.repairerOf(Person.definition)?.sweep(ages);
        } else {
          await keeper.reconcile(this.#pick([Person, PersonByCity, PersonByName]), {});
        }
      } catch (error) {
        if (!isExpected(error)) throw error;
      }
    }
  }

  async #write({ repository }: Writer, history: Done[]): Promise<void> {
    for (let index = 0; index < operations; index++) {
      await delay(this.#random() * 30);
      history.push(await this.#operate(repository));
    }
  }

  async #operate(repository: VersionedRepository<Person>): Promise<Done> {
    const username = this.#pick(people);
    const key = { username };
    const id = String(this.#operations++);
    const began = performance.now();
    const row = {
      ...key,
      name: this.#pick(['Ann', 'Bea', null]),
      age: this.#pick([1, 2]),
      cityId: this.#pick([1, 2, 3, null]),
      log: new Set([id]),
    };
    const kinds = ['make', 'make', 'move', 'move', 'rename', 'both', 'delete'] as const;
    const kind = this.#pick(kinds);
    const done = (isAcknowledged: boolean): Done => ({
      id,
      username,
      kind: kind === 'make' || kind === 'delete' ? kind : 'change',
      began,
      ended: performance.now(),
      isAcknowledged,
    });
    try {
      if (kind === 'make') {
        const made = await repository.insertIfNotExists(row);
        return done(made.applied);
      }
      if (kind === 'delete') {
        await repository.delete(key);
        return done(true);
      }
      const { name, age, cityId } = row;
      const log = add(id);
      const changes = {
        move: { cityId, age, log },
        rename: { name, log },
        both: { name, cityId, log },
      }[kind];
      const changed = await repository.update(key, changes);
      return done(changed !== null);
    } catch (error) {
      if (!isExpected(error)) throw error;
      return done(false);
    }
  }

  /** All writers are gone: every intent is old now. */
  async #settle(): Promise<void> {
    for (const { steps } of this.#writers) steps.isReliable = true;
    const [writer] = this.#writers;
    const ages = { afterMs: -60_000, forgetMs: -60_000 };
    const repaired = await writer?.keeper.repairerOf(Person.definition)?.sweep(ages);
    for (const failure of repaired?.failures ?? []) throw failure;
  }

  async #differences(): Promise<readonly string[]> {
    const rows = await this.cassandra.repository(Person).all().all();
    const byCity = await this.cassandra.repository(PersonByCity).all().all();
    const byName = await this.cassandra.repository(PersonByName).all().all();
    const expectedByCity = rows
      .filter(({ cityId }) => cityId !== null)
      .map(({ username, name, age, cityId, log }) => ({ cityId, age, username, name, log }));
    const expectedByName = rows
      .filter(({ name }) => name !== null)
      .map(({ username, name, cityId }) => ({ folded: name?.toLowerCase(), username, cityId }));
    return [
      ...compare('people_by_city', expectedByCity, byCity),
      ...compare('people_by_name', expectedByName, byName),
    ];
  }

  async #lost(history: readonly Done[]): Promise<readonly string[]> {
    const rows = await this.cassandra.repository(Person).all().all();
    return lostWrites(history, new Map(rows.map(({ username, log }) => [username, log])));
  }

  /** Without intents a trial leaves rows that nothing knows of. */
  async #clear(): Promise<void> {
    for (const username of people) await this.cassandra.repository(Person).delete({ username });
    await this.cassandra.reconcile(Person);
  }

  async #makeWriter(): Promise<Writer> {
    const steps = new UnreliableSteps(() => this.#random());
    const connection = new CassandraConnection({
      ...this.keyspace.connection,
      driver: { policies: { timestampGeneration: new SkewedTimestamps(steps) } },
    });
    await connection.connect();
    connection.open();
    const options = { ...this.keyspace.connection, pageSize: 100 };
    const context = { ...writingContext(options, connection), steps };
    return {
      connection,
      steps,
      repository: new VersionedRepository(Person, context),
      keeper: new ProjectionKeeper(context),
    };
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }
}

class SkewedTimestamps extends policies.timestampGeneration.MonotonicTimestampGenerator {
  constructor(private readonly steps: UnreliableSteps) {
    super(60_000, 60_000);
  }

  override getDate(): number {
    return this.steps.now();
  }
}

/** Crashes of ours, and errors that say what became of the write. */
function isExpected(error: unknown): boolean {
  return error instanceof Crash || error instanceof CassandraError;
}

function compare(
  table: string,
  expected: readonly object[],
  actual: readonly object[],
): readonly string[] {
  const expectedTexts = new Set(expected.map(textOf));
  const actualTexts = new Set(actual.map(textOf));
  return [
    ...[...expectedTexts]
      .filter((row) => !actualTexts.has(row))
      .map((row) => `${table} lacks ${row}`),
    ...[...actualTexts]
      .filter((row) => !expectedTexts.has(row))
      .map((row) => `${table} has ${row}`),
  ];
}

function textOf(row: object): string {
  const entries = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Set ? [...value].sort() : value,
  ]);
  return JSON.stringify(entries.sort());
}

/** The same numbers for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
