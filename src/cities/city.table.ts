import { double, int, Projection, Table, text, timestamp } from '../cassandra/index.js';
import { foldName, initialOf } from '../common/text/folded-name.js';

/** A city, by its GeoNames id. */
export class City extends Table('cities', {
  columns: {
    id: int(),
    name: text(),
    country: text(),
    population: int(),
    latitude: double(),
    longitude: double(),
    /** Since when it is being deleted; nobody may move in. No client sees it. */
    closingAt: timestamp().nullable(),
  },
  partitionKey: ['id'],
  writes: 'versioned',
}) {}

/** The columns of a city that clients see. */
export const cityColumns = [
  'id',
  'name',
  'country',
  'population',
  'latitude',
  'longitude',
] as const;

/** A city as clients see it. */
export type ShownCity = Pick<City, (typeof cityColumns)[number]>;

/** The cities of a country, the largest first. */
export class CityByCountry extends Projection(City, 'cities_by_country', {
  partitionKey: ['country'],
  clusteringKey: ['population', 'id'],
  clusteringOrder: { population: 'desc' },
  columns: ['name', 'latitude', 'longitude'],
}) {}

/**
 * The cities by the letters their names begin with, for typeahead. One letter keys a partition, so that a prefix of any length is
 * a range of one; the largest, of 135 233 cities, has 16 498.
 */
export class CityByPrefix extends Projection(City, 'cities_by_prefix', {
  derived: {
    initial: text().from(({ name }) => initialOf(foldName(name))),
    nameFolded: text().from(({ name }) => foldName(name)),
  },
  partitionKey: ['initial'],
  clusteringKey: ['nameFolded', 'id'],
  columns: ['name', 'country', 'population', 'latitude', 'longitude'],
}) {}
