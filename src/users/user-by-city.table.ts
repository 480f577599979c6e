import { int, Table, text } from '../cassandra/index.js';

/** The users of a city in the order of their age; `UsersService` writes it right after `users`. */
export class UserByCity extends Table('users_by_city', {
  columns: { cityId: int(), age: int(), username: text(), name: text().nullable() },
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
}) {}
