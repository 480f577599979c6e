import { int, Table, text } from '../cassandra/index.js';

/** A user, by username. */
export class User extends Table('users', {
  columns: { username: text(), name: text().nullable(), age: int(), cityId: int() },
  partitionKey: ['username'],
}) {}
