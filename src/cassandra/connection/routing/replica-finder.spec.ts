import { createHash } from 'node:crypto';
import { Client } from 'cassandra-driver';
import { ReplicaFinder } from './replica-finder.js';

/** How the driver's metadata learn of a ring; its typings leave it out. */
interface Ring {
  setPartitioner(name: string): void;
  buildTokens(hosts: { values(): readonly object[] }): void;
}

/** Without a keyspace the driver answers with the first replica, which tells one range from the next. */
const anyKeyspace = '';
const keys = Array.from({ length: 1000 }, (_, number) =>
  createHash('sha512')
    .update(String(number))
    .digest()
    .subarray(0, 1 + (number % 40)),
);

function clientOf(partitioner: string): Client {
  const client = new Client({ contactPoints: ['127.0.0.1'], localDataCenter: 'dc' });
  (client.metadata as unknown as Ring).setPartitioner(partitioner);
  return client;
}

/** So many nodes with twelve tokens each. */
function buildRing(client: Client, nodes: number): void {
  const hosts = Array.from({ length: nodes }, (_, node) => ({
    address: `node ${String(node)} of ${String(nodes)}`,
    datacenter: 'dc',
    rack: 'r',
    tokens: Array.from({ length: 12 }, (__, number) =>
      String(
        createHash('md5')
          .update(`${String(nodes)} ${String(node)} ${String(number)}`)
          .digest()
          .readBigInt64BE(),
      ),
    ),
  }));
  (client.metadata as unknown as Ring).buildTokens({ values: () => hosts });
}

describe('ReplicaFinder', () => {
  const finder = new ReplicaFinder();

  /** Gives how many nodes they name. */
  const expectTheDriversAnswers = (client: Client): number => {
    const found = new Set<unknown>();
    for (const key of keys) {
      const replicas = finder.find(client, anyKeyspace, key);
      expect(replicas).toEqual(client.metadata.getReplicas(anyKeyspace, key));
      found.add(replicas?.[0]);
    }
    return found.size;
  };

  it('finds what the driver finds, also when the ring has changed', () => {
    const client = clientOf('org.apache.cassandra.dht.Murmur3Partitioner');
    buildRing(client, 5);
    expect(expectTheDriversAnswers(client)).toBe(5);
    buildRing(client, 7);
    expect(expectTheDriversAnswers(client)).toBe(7);
  });

  it('leaves other partitioners to the driver', () => {
    const client = clientOf('org.apache.cassandra.dht.RandomPartitioner');
    buildRing(client, 5);
    expectTheDriversAnswers(client);
  });

  it('takes a token for a key, as the driver does', () => {
    const client = clientOf('org.apache.cassandra.dht.Murmur3Partitioner');
    buildRing(client, 5);
    for (const key of keys.slice(0, 50)) {
      const token = client.metadata.newToken([key]);
      const replicas = finder.find(client, anyKeyspace, token);
      expect(replicas).toEqual(finder.find(client, anyKeyspace, key));
    }
  });

  it('finds none in a keyspace or a ring that the driver does not know', () => {
    const client = clientOf('org.apache.cassandra.dht.Murmur3Partitioner');
    const [key = Buffer.of()] = keys;
    expect(finder.find(client, 'ks', key)).toBeNull();
    buildRing(client, 5);
    expect(finder.find(client, 'ks', key)).toBeNull();
  });
});
