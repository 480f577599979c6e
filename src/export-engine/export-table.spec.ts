import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cassandra, int, Table } from '../cassandra/index.js';
import { exportTable } from './export-table.js';

class City extends Table('cities', { columns: { id: int() }, partitionKey: ['id'] }) {}

describe('exportTable', () => {
  let destination: string;

  beforeEach(() => {
    destination = mkdtempSync(join(tmpdir(), 'export-table-'));
  });

  afterEach(() => {
    rmSync(destination, { recursive: true });
  });

  it('tells of what failed, though what it wrote cannot be removed either', async () => {
    const failure = new Error('It failed.');
    const scan = (): never => {
      const part = join(destination, 'cities.csv.part');
      rmSync(part);
      mkdirSync(part);
      throw failure;
    };
    const connection = { repository: () => ({ scan }) } as unknown as Cassandra;

    await expect(
      exportTable({ connection, source: City, format: 'csv', destination }),
    ).rejects.toBe(failure);
  });
});
