import { Injectable } from '@nestjs/common';
import { InjectRepository, mapConcurrent, Repository } from '../cassandra/index.js';
import { CitiesService } from '../cities/cities.service.js';
import { UsersService } from '../users/users.service.js';
import { sampleCities } from './sample-cities.js';
import { SampleDataSet } from './sample-data.table.js';
import { sampleUsers } from './sample-users.js';

const dataSet = 'cities and users';
const reportEveryMs = 1000;
/** Enough to keep a node of two cores busy; 512 were not faster. */
const writesInFlight = 128;

/** Fills an empty keyspace with cities and users to try the API on, and leaves any other alone. */
@Injectable()
export class SampleDataService {
  constructor(
    @InjectRepository(SampleDataSet) private readonly loaded: Repository<SampleDataSet>,
    private readonly cities: CitiesService,
    private readonly users: UsersService,
  ) {}

  /**
   * Loads the sample data unless it is there, which costs one read of a row. A load that was cut off begins again and writes
   * the same rows, over what was changed in them meanwhile. Cities or users that no load brought are somebody's own: then
   * nothing is loaded.
   *
   * @returns whether the sample data is there now
   */
  async load(report: (message: string) => void): Promise<boolean> {
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
    await write('cities', cities, (city) => this.cities.put(city), report);
    await write('users', users, (user) => this.users.put(user), report);
    await this.loaded.insert({ name: dataSet, rows, loadedAt: new Date() });
    return true;
  }

  async #hasRows(): Promise<boolean> {
    const found = await Promise.all([this.cities.all().first(), this.users.all().first()]);
    return found.some((row) => row !== null);
  }
}

async function write<Row>(
  what: string,
  rows: readonly Row[],
  put: (row: Row) => Promise<void>,
  report: (message: string) => void,
): Promise<void> {
  let done = 0;
  const tell = (): void => {
    report(
      `Loading ${what} ${progressBar(done / rows.length)} ${grouped(done)} of ${grouped(rows.length)}`,
    );
  };
  const timer = setInterval(tell, reportEveryMs);
  try {
    await mapConcurrent(rows, writesInFlight, async (row) => {
      await put(row);
      done += 1;
    });
  } finally {
    clearInterval(timer);
  }
  tell();
}

/** [########------------]  40 % */
function progressBar(share: number): string {
  const filled = '#'.repeat(Math.floor(share * 20));
  return `[${filled.padEnd(20, '-')}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}

/** 43 000 */
function grouped(count: number): string {
  return count.toLocaleString('en').replaceAll(',', ' ');
}
