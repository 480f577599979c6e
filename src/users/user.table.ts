import { int, Projection, Table, text } from '../cassandra/index.js';

/** A user, by username. */
export class User extends Table('users', {
  columns: { username: text(), name: text().nullable(), age: int(), cityId: int() },
  partitionKey: ['username'],
  writes: 'versioned',
}) {}

/** The users of a city in the order of their age. */
export class UserByCity extends Projection(User, 'users_by_city', {
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
  columns: ['name'],
}) {}
