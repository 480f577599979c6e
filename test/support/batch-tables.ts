import { set } from '../../src/cassandra/table/column/collection-builders.js';
import { counter, int, text, uuid } from '../../src/cassandra/table/column/column-builders.js';
import { Table } from '../../src/cassandra/table/table.js';

/** What specs put into batches. */
export class User extends Table('users', {
  columns: { id: int(), name: text(), note: text().nullable(), tags: set(text()) },
  partitionKey: ['id'],
}) {}

export class Reading extends Table('readings', {
  columns: { sensor: text(), at: int(), value: int(), owner: text().static() },
  partitionKey: ['sensor'],
  clusteringKey: ['at'],
}) {}

export class Event extends Table('events', {
  columns: { sensor: text(), id: uuid(), value: int() },
  partitionKey: ['sensor'],
  clusteringKey: ['id'],
}) {}

export class Plays extends Table('plays', {
  columns: { id: int(), plays: counter() },
  partitionKey: ['id'],
}) {}

export const ada = { id: 1, name: 'Ada' };
export const readingKey = { sensor: 's', at: 1 };
export const reading = { ...readingKey, value: 1 };
