import { Injectable } from '@nestjs/common';
import { InjectRepository, Repository } from '../cassandra/index.js';
import { CitiesService } from '../cities/cities.service.js';
import { UsersService } from '../users/users.service.js';
import { HealthDataService } from './health-data.service.js';
import { sampleCities } from './sample-cities.js';
import { SampleDataSet } from './sample-data.table.js';
import { sampleUsers } from './sample-users.js';
import { writeRows } from './write-rows.js';

const dataSet = 'cities and users';

/** Fills an empty keyspace with cities, users and health records to try the API on, and leaves any other alone. */
@Injectable()
export class SampleDataService {
  constructor(
    @InjectRepository(SampleDataSet) private readonly loaded: Repository<SampleDataSet>,
    private readonly cities: CitiesService,
    private readonly users: UsersService,
    private readonly health: HealthDataService,
  ) {}

  /**
   * Loads the sample data unless it is there, which costs two reads of a row. A load that was cut off begins again and writes
   * the same rows, over what was changed in them meanwhile. Cities or users that no load brought are somebody's own: then
   * nothing is loaded.
   *
   * @returns whether the sample data is there now
   */
  async load(report: (message: string) => void): Promise<boolean> {
    return (await this.#loadCitiesAndUsers(report)) && (await this.health.loadSample(report));
  }

  async #loadCitiesAndUsers(report: (message: string) => void): Promise<boolean> {
    const before = await this.loaded.findOne({ name: dataSet });
    if (before !== null && before.loadedAt !== null) return true;
    if (before === null && (await this.#hasRows())) {
      report('No sample data is loaded: the keyspace has cities or users of its own.');
      return false;
    }
    const cities = await sampleCities();
    const users = sampleUsers(cities);
    const rows = cities.length + users.length;
    await this.loaded.insert({ name: dataSet, rows });
    await writeRows('cities', cities, (city) => this.cities.put(city), report);
    await writeRows('users', users, (user) => this.users.put(user), report);
    await this.loaded.insert({ name: dataSet, rows, loadedAt: new Date() });
    return true;
  }

  async #hasRows(): Promise<boolean> {
    const found = await Promise.all([this.cities.all().first(), this.users.all().first()]);
    return found.some((row) => row !== null);
  }
}
