import { Injectable } from '@nestjs/common';
import { Cassandra, InjectRepository, Repository } from '../cassandra/index.js';
import { CitiesService } from '../cities/cities.service.js';
import { City } from '../cities/city.table.js';
import { User } from '../users/user.table.js';
import { UsersService } from '../users/users.service.js';
import { HealthDataService } from './health-data.service.js';
import { sampleCities } from './sample-cities.js';
import { SampleDataSet } from './sample-data.table.js';
import { sampleUsers } from './sample-users.js';
import { loadRows } from './write-rows.js';

const dataSet = 'cities and users';
/** Remembered for data sets that an earlier version has loaded, into tables that had no projections. */
const projected = 'projections of cities and users';

/** Fills an empty keyspace with cities, users and health records to try the API on, and leaves any other alone. */
@Injectable()
export class SampleDataService {
  constructor(
    private readonly cassandra: Cassandra,
    @InjectRepository(SampleDataSet) private readonly loaded: Repository<SampleDataSet>,
    private readonly cities: CitiesService,
    private readonly users: UsersService,
    private readonly health: HealthDataService,
  ) {}

  /**
   * Loads the sample data unless it is there, which costs three reads of a row. A load that was cut off begins again and writes
   * the same rows, over none that was changed or deleted meanwhile. Cities or users that no load brought are somebody's own: then
   * nothing is loaded.
   *
   * @returns whether the sample data is there now
   */
  async load(report: (message: string) => void): Promise<boolean> {
    return (await this.#loadCitiesAndUsers(report)) && (await this.health.loadSample(report));
  }

  async #loadCitiesAndUsers(report: (message: string) => void): Promise<boolean> {
    const before = await this.loaded.findOne({ name: dataSet });
    if (before !== null && before.loadedAt !== null) {
      await this.#fillProjections(report);
      return true;
    }
    if (before === null && (await this.#hasRows())) {
      report('No sample data is loaded: the keyspace has cities or users of its own.');
      return false;
    }
    const cities = await sampleCities();
    const users = sampleUsers(cities);
    const rows = cities.length + users.length;
    await this.loaded.insert({ name: dataSet, rows });
    await loadRows('cities', cities, (rows) => this.cities.load(rows), report);
    await loadRows('users', users, (rows) => this.users.load(rows), report);
    const loadedAt = new Date();
    await this.loaded.insert({ name: projected, rows, loadedAt });
    await this.loaded.insert({ name: dataSet, rows, loadedAt });
    return true;
  }

  /** Once: the schema has been synced, so that the tables are there, and nothing but this process writes to them yet. */
  async #fillProjections(report: (message: string) => void): Promise<void> {
    if ((await this.loaded.findOne({ name: projected })) !== null) return;
    let rows = 0;
    for (const table of [City, User]) {
      const { name } = table.definition;
      const { baseRows } = await this.cassandra.reconcile(table, {
        backfill: true,
        onProgress: (progress) => {
          report(`Filling the projections of ${name}: ${progress.baseRows} rows`);
        },
      });
      rows += baseRows;
    }
    await this.loaded.insert({ name: projected, rows, loadedAt: new Date() });
  }

  async #hasRows(): Promise<boolean> {
    const found = await Promise.all([this.cities.all().first(), this.users.all().first()]);
    return found.some((row) => row !== null);
  }
}
