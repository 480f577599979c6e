import { type NewRow } from '../../../src/cassandra/index.js';
import { CitiesService } from '../../../src/cities/cities.service.js';
import { type City } from '../../../src/cities/city.table.js';
import { type Backend } from './start-backend.js';

/** Puts cities into the backend's keyspace without HTTP, for tests of what is done with them. */
export async function storeCities(
  { app }: Backend,
  cities: readonly NewRow<City>[],
): Promise<void> {
  await app.get(CitiesService).load(cities);
}
