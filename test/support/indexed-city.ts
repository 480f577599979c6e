import { Logger } from '@nestjs/common';
import { int, text } from '../../src/cassandra/table/column/column-builders.js';
import { Table } from '../../src/cassandra/table/table.js';
import { TableModel } from '../../src/cassandra/table/table-model.js';

class City extends Table('cities', {
  columns: { id: int(), name: text(), country: text() },
  partitionKey: ['id'],
  indexes: ['name', 'country'],
}) {}

/** A table with two indexes, as a start looks at them. */
export const tables = [{ keyspace: 'ks', model: new TableModel(City.definition) }];
/** Of an error: how an index is asked. */
export const read = { operation: 'scan', table: 'cities' } as const;

/** What is logged as a warning or an error in the test that runs; it is emptied before each. */
export function loggedWarnings(): readonly string[] {
  const log: string[] = [];

  beforeEach(() => {
    log.length = 0;
    const note = (line: string): void => void log.push(line);
    Logger.overrideLogger({ log: () => undefined, warn: note, error: note });
  });

  afterEach(() => {
    Logger.overrideLogger(false);
  });

  return log;
}
