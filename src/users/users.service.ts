import { Injectable } from '@nestjs/common';
import {
  type Changes,
  ConcurrentUpdateError,
  type ExpectingWriteOptions,
  InjectRepository,
  type NewRow,
  type Query,
  ReadRepository,
  versionOf,
  VersionedRepository,
} from '../cassandra/index.js';
import { CitiesService } from '../cities/cities.service.js';
import { CityClosingService } from '../cities/city-closing.service.js';
import { cityClosed, found, unknownCity, usernameTaken, userNotFound } from './user-problems.js';
import { User, UserByCity } from './user.table.js';

/** Which users of a city, and in which order. */
export interface CityUsersOptions {
  readonly minAge?: number;
  readonly maxAge?: number;
  readonly order?: 'asc' | 'desc';
}

/** Enough to keep a node of two cores busy. */
const rowsInFlight = 128;
/** Sees lightweight transactions that are still under way. */
const serially = { consistency: 'SERIAL' } as const;

/**
 * Reads and writes users; the repository keeps `users_by_city` in step. Who writes a user into a city looks for the city again
 * afterwards, and undoes it if the city is gone or closing: see `CityClosingService`. Only a process that is killed between the
 * two can leave a user without a city.
 */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(User) private readonly users: VersionedRepository<User>,
    @InjectRepository(UserByCity) private readonly usersByCity: ReadRepository<UserByCity>,
    private readonly cities: CitiesService,
    private readonly closing: CityClosingService,
  ) {}

  all(): Query<User> {
    return this.users.all();
  }

  /** One partition, in the order of age; both bounds are inclusive, and either may be absent. */
  async livingIn(cityId: number, options: CityUsersOptions): Promise<Query<UserByCity>> {
    const { minAge, maxAge, order = 'asc' } = options;
    await this.cities.get(cityId);
    return this.usersByCity
      .filter({ cityId, age: { gte: minAge ?? 0, ...(maxAge !== undefined && { lte: maxAge }) } })
      .orderBy({ age: order });
  }

  async get(username: string): Promise<User> {
    const user = await this.users.findOne({ username });
    if (user === null) throw userNotFound();
    return user;
  }

  /** A lightweight transaction: of two clients that want one username one gets it. */
  async create(row: NewRow<User>): Promise<User> {
    await this.#requireCity(row.cityId);
    const result = await this.users.insertIfNotExists(row);
    if (!result.applied) throw usernameTaken();
    if (await this.closing.isOpen(row.cityId)) return result.row;
    await this.#undo(result.row, (expected) =>
      this.users.delete({ username: row.username }, expected),
    );
    throw cityClosed();
  }

  /** Loads users, over none that was written or deleted otherwise, and asks for no city. */
  async load(rows: Iterable<NewRow<User>>): Promise<void> {
    await this.users.load(rows, { concurrency: rowsInFlight });
  }

  /** With an expected version, `ConcurrentUpdateError` if the user has another by now. */
  async update(
    username: string,
    changes: Changes<User>,
    options: ExpectingWriteOptions = {},
  ): Promise<User> {
    const { cityId } = changes;
    if (cityId === undefined) return found(await this.users.update({ username }, changes, options));
    const before = await this.get(username);
    await this.#requireCity(cityId);
    const after = found(await this.users.update({ username }, changes, options));
    if (await this.closing.isOpen(cityId)) return after;
    await this.#undo(after, (expected) =>
      this.users.update({ username }, valuesOf(before, changes), expected),
    );
    throw cityClosed();
  }

  async delete(username: string): Promise<void> {
    if (!(await this.users.delete({ username }))) throw userNotFound();
  }

  /** Undoes a write into a city, unless the user is gone from there: a write that came in between is gone with it. */
  async #undo(
    { username, cityId }: User,
    undo: (expected: ExpectingWriteOptions) => Promise<unknown>,
  ): Promise<void> {
    for (;;) {
      const user = await this.users.findOne({ username }, serially);
      const expectedVersion = user?.cityId === cityId ? versionOf(user) : undefined;
      if (expectedVersion === undefined) return;
      try {
        await undo({ expectedVersion });
        return;
      } catch (error) {
        if (!(error instanceof ConcurrentUpdateError)) throw error;
      }
    }
  }

  /** Before anything is written, for a clear answer; whether the city stays is known afterwards. */
  async #requireCity(cityId: number): Promise<void> {
    if ((await this.cities.find(cityId)) === null) throw unknownCity();
  }
}

/** What the changed columns held. */
function valuesOf(before: User, changes: Changes<User>): Changes<User> {
  const { name, age, cityId } = before;
  return {
    cityId,
    ...(changes.age !== undefined && { age }),
    ...(changes.name !== undefined && { name }),
  };
}
