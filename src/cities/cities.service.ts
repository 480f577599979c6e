import { Injectable } from '@nestjs/common';
import {
  type Changes,
  type ExpectingWriteOptions,
  InjectRepository,
  type NewRow,
  type Query,
  ReadRepository,
  VersionedRepository,
} from '../cassandra/index.js';
import { type ListSource } from '../common/list/list-source.js';
import { ProblemException } from '../common/problem/problem.js';
import { City, CityByCountry, CityByPrefix, cityColumns, type ShownCity } from './city.table.js';
import { cityNotFound } from './city-problems.js';
import { foldName, initialOf, prefixRange } from '../common/text/folded-name.js';

/** Enough to keep a node of two cores busy. */
const rowsInFlight = 128;

/** Bounds of a number, both inclusive. */
export interface PopulationBounds {
  readonly minPopulation?: number;
  readonly maxPopulation?: number;
}

/** Reads and writes cities; `CityClosingService` deletes them. */
@Injectable()
export class CitiesService {
  constructor(
    @InjectRepository(City) private readonly cities: VersionedRepository<City>,
    @InjectRepository(CityByCountry) private readonly byCountry: ReadRepository<CityByCountry>,
    @InjectRepository(CityByPrefix) private readonly byPrefix: ReadRepository<CityByPrefix>,
  ) {}

  all(): Query<City, ShownCity, 'selected'> {
    return this.cities.all().select(...cityColumns);
  }

  /** One partition, the largest first. */
  ofCountry(
    country: string,
    { minPopulation = 0, maxPopulation }: PopulationBounds = {},
  ): ListSource<ShownCity> {
    return this.byCountry
      .filter({
        country,
        population: {
          gte: minPopulation,
          ...(maxPopulation !== undefined && { lte: maxPopulation }),
        },
      })
      .select(...cityColumns);
  }

  /** The first so many cities whose names begin like this, whatever the case, by name: a range of one partition. */
  beginningWith(prefix: string, limit: number): ListSource<ShownCity> {
    const folded = foldName(prefix);
    return this.byPrefix
      .filter({ initial: initialOf(folded) ?? '', nameFolded: prefixRange(folded) })
      .limit(limit)
      .select(...cityColumns);
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
    const result = await this.cities.insertIfNotExists(city);
    if (result.applied) return result.row;
    throw new ProblemException({
      status: 409,
      code: 'city-exists',
      detail: 'There is a city with this id already.',
    });
  }

  /** Loads cities, over none that was written or deleted otherwise: several times as fast as creating them. */
  async load(rows: Iterable<NewRow<City>>): Promise<void> {
    await this.cities.load(rows, { concurrency: rowsInFlight });
  }

  /** With an expected version, `ConcurrentUpdateError` if the city has another by now. */
  async update(
    id: number,
    changes: Changes<City>,
    options: ExpectingWriteOptions = {},
  ): Promise<City> {
    const city = await this.cities.update({ id }, changes, options);
    if (city === null) throw cityNotFound();
    return city;
  }
}
