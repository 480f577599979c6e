import { type NewRow } from '../../../src/cassandra/index.js';
import { type City } from '../../../src/cities/city.table.js';

type CityRow = NewRow<City>;

export const paris: CityRow = {
  id: 2988507,
  name: 'Paris',
  country: 'FR',
  population: 2138551,
  latitude: 48.85341,
  longitude: 2.3488,
};

export const karachi: CityRow = {
  id: 1174872,
  name: 'Karachi',
  country: 'PK',
  population: 11624219,
  latitude: 24.8608,
  longitude: 67.0104,
};

/** Paris, but for what a test says. */
export function aCity(different: Partial<CityRow> = {}): CityRow {
  return { ...paris, ...different };
}

/** So many cities that differ in id and name. */
export function someCities(count: number): CityRow[] {
  return Array.from({ length: count }, (_, index) =>
    aCity({ id: index + 1, name: `City ${index + 1}` }),
  );
}
