import { date, int, Table, text, uuid } from '../../cassandra/index.js';

/** A patient. */
export class Patient extends Table('patients', {
  columns: {
    id: uuid(),
    givenName: text(),
    familyName: text(),
    birthDate: date(),
    sex: text(),
    cityId: int().nullable(),
  },
  partitionKey: ['id'],
  /** Who lives in a city that is to be deleted. */
  indexes: ['cityId'],
}) {}
