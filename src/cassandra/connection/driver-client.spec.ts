import type { Client, QueryOptions } from 'cassandra-driver';
import { sendBatch } from './driver-client.js';

describe('A batch for the driver', () => {
  it('goes with the very options of its request, by which the retry policy knows what it sent again', async () => {
    const given: unknown[] = [];
    const client = {
      batch: (queries: unknown, options: unknown) => {
        given.push(queries, options);
        return Promise.resolve({ rows: [] });
      },
    } as unknown as Client;
    const options: QueryOptions = { prepare: true };
    const statements = [{ cql: 'DELETE FROM t WHERE id = ?', values: [1] }];
    await sendBatch(client, { kind: 'counter', statements, timestamp: 5n }, options);
    expect(given).toEqual([[{ query: 'DELETE FROM t WHERE id = ?', params: [1] }], options]);
    expect(given[1]).toBe(options);
    expect(options).toMatchObject({ logged: false, counter: true });
    expect(String(options.timestamp)).toBe('5');
  });
});
