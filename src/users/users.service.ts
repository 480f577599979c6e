import { Injectable } from '@nestjs/common';
import {
  type Changes,
  InjectRepository,
  type NewRow,
  type Query,
  Repository,
} from '../cassandra/index.js';
import { CitiesService } from '../cities/cities.service.js';
import { ProblemException } from '../common/problem/problem.js';
import { UserByCity } from './user-by-city.table.js';
import { User } from './user.table.js';

/** Which users of a city, and in which order. */
export interface CityUsersOptions {
  readonly minAge?: number;
  readonly maxAge?: number;
  readonly order?: 'asc' | 'desc';
}

/**
 * Reads and writes users, and with each write their row in `users_by_city`. The two tables are written one after the other: when
 * the second write fails, be it by a time-out alone, they are apart. Creating the same user again, or deleting them again, then
 * mends it; after a change of age or city the row of before may stay, and so it may after two changes of one user at the same
 * moment.
 */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(UserByCity) private readonly usersByCity: Repository<UserByCity>,
    private readonly cities: CitiesService,
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

  /**
   * A lightweight transaction: of two clients that want one username one gets it. A user who is there already, exactly as
   * wanted, may be of a request that failed halfway: their second row is written again.
   */
  async create(row: NewRow<User>): Promise<User> {
    const user = new User(row);
    await this.#requireCity(user.cityId);
    const result = await this.users.insertIfNotExists(user);
    if (!result.applied) {
      if (areEqual(result.existing, user)) await this.#writeByCity(user);
      throw new ProblemException({
        status: 409,
        code: 'username-taken',
        detail: 'Another user has this username.',
      });
    }
    await this.#writeByCity(user);
    return user;
  }

  /**
   * Writes a user without a lightweight transaction, and asks for no city: for loading into an empty keyspace alone. Over a
   * user that `create` or `update` wrote it might have no effect, or hide their next one: they and it take the time from
   * different clocks.
   */
  async put(row: NewRow<User>): Promise<void> {
    const user = new User(row);
    await this.users.insert(user);
    await this.#writeByCity(user);
  }

  /** A lightweight transaction, so that a user deleted meanwhile does not come back in part. */
  async update(username: string, changes: Changes<User>): Promise<User> {
    const before = await this.get(username);
    if (changes.cityId !== undefined) await this.#requireCity(changes.cityId);
    if (Object.values(changes).every((value) => value === undefined)) return before;
    const { applied } = await this.users.update({ username }, changes, { ifExists: true });
    if (!applied) throw userNotFound();
    const after = await this.get(username);
    await this.#writeByCity(after, before);
    return after;
  }

  /** The row in `users_by_city` first: whoever repeats a deletion that failed halfway still finds the user, and finishes it. */
  async delete(username: string): Promise<void> {
    const user = await this.get(username);
    await this.usersByCity.delete(keyByCity(user));
    const { applied } = await this.users.delete({ username }, { ifExists: true });
    if (!applied) throw userNotFound();
  }

  /** The new row first: a reader meanwhile may see a user twice, but always sees them. */
  async #writeByCity(user: User, before: User = user): Promise<void> {
    await this.usersByCity.insert({ ...keyByCity(user), name: user.name });
    if (before.cityId === user.cityId && before.age === user.age) return;
    await this.usersByCity.delete(keyByCity(before));
  }

  async #requireCity(cityId: number): Promise<void> {
    if ((await this.cities.find(cityId)) !== null) return;
    throw new ProblemException({
      status: 422,
      code: 'unknown-city',
      detail: 'There is no city with the id given as cityId.',
      errors: [{ property: 'cityId', messages: ['cityId must be the id of a city that exists'] }],
    });
  }
}

function keyByCity({ cityId, age, username }: User): Pick<User, 'cityId' | 'age' | 'username'> {
  return { cityId, age, username };
}

function areEqual(one: User, other: User): boolean {
  return one.name === other.name && one.age === other.age && one.cityId === other.cityId;
}

function userNotFound(): ProblemException {
  return new ProblemException({
    status: 404,
    code: 'user-not-found',
    detail: 'There is no user of this name.',
  });
}
