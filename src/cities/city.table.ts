import { double, int, Table, text } from '../cassandra/index.js';

/** A city, by its GeoNames id. */
export class City extends Table('cities', {
  columns: {
    id: int(),
    name: text(),
    country: text(),
    population: int(),
    latitude: double(),
    longitude: double(),
  },
  partitionKey: ['id'],
}) {}
