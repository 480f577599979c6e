import { int, Projection, set, Table, text } from '../../../src/cassandra/index.js';

export class Person extends Table('people', {
  columns: {
    username: text(),
    name: text().nullable(),
    age: int(),
    cityId: int().nullable(),
    /** Which operations the row has seen since it was made; the first is the one that made it. */
    log: set(text()),
  },
  partitionKey: ['username'],
  writes: 'versioned',
}) {}

export class PersonByCity extends Projection(Person, 'people_by_city', {
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
  columns: ['name', 'log'],
}) {}

export class PersonByName extends Projection(Person, 'people_by_name', {
  derived: { folded: text().from((person) => person.name?.toLowerCase() ?? null) },
  partitionKey: ['folded'],
  clusteringKey: ['username'],
  columns: ['cityId'],
}) {}
