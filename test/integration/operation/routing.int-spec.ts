import { createHash } from 'node:crypto';
import { murmur3Token } from '../../../src/cassandra/connection/routing/murmur3-token.js';
import {
  blob,
  type Cassandra,
  connectCassandra,
  cql,
  int,
  Table,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

class Key extends Table('keys', { columns: { id: blob(), n: int() }, partitionKey: ['id'] }) {}

/** Of every length to over two blocks, the bytes of the tail with and without a sign. */
const keys = Array.from({ length: 180 }, (_, number) =>
  Buffer.concat([hashed(`${String(number)} a`), hashed(`${String(number)} b`)]).subarray(
    0,
    1 + (number % 45),
  ),
);

function hashed(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

describe('The way of a request to a replica', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [Key] });
    await Promise.all(keys.map((id, n) => cassandra.repository(Key).insert({ id, n })));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('hashes keys as the server does', async () => {
    const ring = await cassandra.query(cql`SELECT n, token(id) AS at FROM ${Key}`).all();
    expect(ring).toHaveLength(keys.length);
    for (const { n, at } of ring) {
      expect(murmur3Token(keys[Number(n)] ?? Buffer.of())).toBe(Number(at));
    }
  });

  it('is found by that hash, not by the slower one of the driver', async () => {
    const { metadata } = cassandra.client;
    const find = metadata.getReplicas.bind(metadata);
    const asked: unknown[] = [];
    metadata.getReplicas = (name, key) => {
      asked.push(key);
      return find(name, key);
    };
    try {
      for (const id of keys.slice(0, 20)) {
        await expect(cassandra.repository(Key).findOne({ id })).resolves.not.toBeNull();
        expect(asked.pop()).not.toBeInstanceOf(Buffer);
      }
    } finally {
      metadata.getReplicas = find;
    }
    expect(asked).toEqual([]);
  });
});
