import { Injectable } from '@nestjs/common';
import {
  type Changes,
  InjectRepository,
  type NewRow,
  type Query,
  Repository,
} from '../cassandra/index.js';
import { ProblemException } from '../common/problem/problem.js';
import { Patient } from '../health-records/patients/patient.table.js';
import { UserByCity } from '../users/user-by-city.table.js';
import { City } from './city.table.js';

/** Reads and writes cities. */
@Injectable()
export class CitiesService {
  constructor(
    @InjectRepository(City) private readonly cities: Repository<City>,
    @InjectRepository(UserByCity) private readonly usersByCity: Repository<UserByCity>,
    @InjectRepository(Patient) private readonly patients: Repository<Patient>,
  ) {}

  all(): Query<City> {
    return this.cities.all();
  }

  find(id: number): Promise<City | null> {
    return this.cities.findOne({ id });
  }

  async get(id: number): Promise<City> {
    const city = await this.find(id);
    if (city === null) throw cityNotFound();
    return city;
  }

  /** A lightweight transaction: of two clients that create the same city one is told so. */
  async create(city: NewRow<City>): Promise<City> {
    const { applied } = await this.cities.insertIfNotExists(city);
    if (applied) return new City(city);
    throw new ProblemException({
      status: 409,
      code: 'city-exists',
      detail: 'There is a city with this id already.',
    });
  }

  /**
   * Writes a city without a lightweight transaction: for loading into an empty keyspace alone. Over a city that `create` or
   * `update` wrote it might have no effect, or hide their next one: they and it take the time from different clocks.
   */
  async put(city: NewRow<City>): Promise<void> {
    await this.cities.insert(city);
  }

  /** A lightweight transaction, so that a city deleted meanwhile does not come back in part. */
  async update(id: number, changes: Changes<City>): Promise<City> {
    if (Object.values(changes).some((value) => value !== undefined)) {
      const { applied } = await this.cities.update({ id }, changes, { ifExists: true });
      if (!applied) throw cityNotFound();
    }
    return await this.get(id);
  }

  /**
   * Deletes a city where no user lives and no patient, by a lightweight transaction as it was made by one. A user who moves in
   * between the look and the deletion is left without a city: the two are not one step in Cassandra, and nothing here makes
   * them one yet. For a patient who does, the city is put back.
   */
  async delete(id: number): Promise<void> {
    if ((await this.usersByCity.filter({ cityId: id }).first()) !== null) {
      throw new ProblemException({
        status: 409,
        code: 'city-has-users',
        detail: 'Users live in this city. Move or delete them first.',
      });
    }
    await this.#requireNoPatient(id);
    const city = await this.get(id);
    const { applied } = await this.cities.delete({ id }, { ifExists: true });
    if (!applied) throw cityNotFound();
    try {
      // Who writes a patient looks for the city afterwards: one of the two always sees the other.
      await this.#requireNoPatient(id);
    } catch (error) {
      await this.cities.insertIfNotExists(city);
      throw error;
    }
  }

  async #requireNoPatient(cityId: number): Promise<void> {
    if (!(await this.patients.filter({ cityId }).exists())) return;
    throw new ProblemException({
      status: 409,
      code: 'city-has-patients',
      detail: 'Patients live in this city. Move or delete them first.',
    });
  }
}

function cityNotFound(): ProblemException {
  return new ProblemException({
    status: 404,
    code: 'city-not-found',
    detail: 'There is no city with this id.',
  });
}
