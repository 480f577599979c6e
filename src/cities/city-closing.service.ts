import { Injectable } from '@nestjs/common';
import {
  Cassandra,
  ConcurrentUpdateError,
  InjectRepository,
  type Key,
  ReadRepository,
  Repository,
  versionOf,
  VersionedRepository,
} from '../cassandra/index.js';
import { ProblemException } from '../common/problem/problem.js';
import { Patient } from '../health-records/patients/patient.table.js';
import { User, UserByCity } from '../users/user.table.js';
import { City } from './city.table.js';
import { cityIsClosing, cityNotFound } from './city-problems.js';

/** A mark this old was left by a process that was killed. */
const staleAfterMs = 60_000;
/** Each is another write of the same city that came in between. */
const maxTries = 5;
/** Sees lightweight transactions that are still under way. */
const serially = { consistency: 'SERIAL' } as const;

/**
 * Deletes cities where nobody lives, while users and patients move in and out: who deletes marks the city before they look for
 * them, who moves somebody in looks for the mark after they have. Each side writes before it reads, so that one of the two sees the other.
 */
@Injectable()
export class CityClosingService {
  constructor(
    private readonly cassandra: Cassandra,
    @InjectRepository(City) private readonly cities: VersionedRepository<City>,
    @InjectRepository(User) private readonly users: VersionedRepository<User>,
    @InjectRepository(UserByCity) private readonly usersByCity: ReadRepository<UserByCity>,
    @InjectRepository(Patient) private readonly patients: Repository<Patient>,
  ) {}

  /** May somebody live here? To be asked after they were written. False for a city that is gone or closing. */
  async isOpen(id: number): Promise<boolean> {
    const city = await this.#ofNow(id);
    return city?.closingAt === null;
  }

  async delete(id: number): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#tryDelete(id);
        return;
      } catch (error) {
        if (!(error instanceof ConcurrentUpdateError)) throw error;
        if (tries === maxTries) throw cityIsClosing();
      }
    }
  }

  async #tryDelete(id: number): Promise<void> {
    const city = await this.#ofNow(id);
    if (city === null) throw cityNotFound();
    if (city.closingAt !== null) throw cityIsClosing();
    const closingAt = new Date();
    const marked = await this.cities.update({ id }, { closingAt }, expecting(city));
    if (marked === null) throw cityNotFound();
    try {
      await this.#requireNobody(id);
      // Whatever has touched the city since, such as who took the mark for a stale one, makes this fail.
      await this.cities.delete({ id }, expecting(marked));
    } catch (error) {
      // A mark that stays because of a second failure grows stale; what is told is the first one.
      await this.#open(id, closingAt).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Users who are being written now first: when their intent is gone their row is there. What the intents name is read anew, for what
   * they were about to do may be done or not.
   */
  async #requireNobody(cityId: number): Promise<void> {
    const { keys } = await this.cassandra.openIntents(UserByCity);
    for (const key of keys) {
      const user = await this.users.findOne(key as Key<User>, serially);
      if (user?.cityId === cityId) throw cityHasUsers();
    }
    if (await this.usersByCity.filter({ cityId }).exists()) throw cityHasUsers();
    if (await this.patients.filter({ cityId }).exists()) throw cityHasPatients();
  }

  /** The city, without a mark that is stale. */
  async #ofNow(id: number): Promise<City | null> {
    const city = await this.cities.findOne({ id }, serially);
    const since = city?.closingAt?.getTime();
    if (since === undefined || Date.now() - since < staleAfterMs) return city;
    await this.#open(id, new Date(since));
    return await this.cities.findOne({ id }, serially);
  }

  /** Takes the mark away, if it is still this one. */
  async #open(id: number, closingAt: Date): Promise<void> {
    for (let tries = 1; tries <= maxTries; tries++) {
      const city = await this.cities.findOne({ id }, serially);
      if (city?.closingAt?.getTime() !== closingAt.getTime()) return;
      try {
        await this.cities.update({ id }, { closingAt: null }, expecting(city));
        return;
      } catch (error) {
        if (!(error instanceof ConcurrentUpdateError)) throw error;
      }
    }
  }
}

/** A row that another write came right after has no version: there was a write that this one must not pass over. */
function expecting(city: City): { readonly expectedVersion: string } {
  return { expectedVersion: versionOf(city) ?? '' };
}

function cityHasUsers(): ProblemException {
  return new ProblemException({
    status: 409,
    code: 'city-has-users',
    detail: 'Users live in this city. Move or delete them first.',
  });
}

function cityHasPatients(): ProblemException {
  return new ProblemException({
    status: 409,
    code: 'city-has-patients',
    detail: 'Patients live in this city. Move or delete them first.',
  });
}
