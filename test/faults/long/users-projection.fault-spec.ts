import { type Cassandra, CassandraRequestError } from '../../../src/cassandra/index.js';
import { User, UserByCity } from '../../../src/users/user.table.js';
import { UserTraffic } from '../../support/projections/user-traffic.js';
import { ThreeNodes } from '../../support/nodes/three-nodes.js';

const writes = 2000;

describe('Users and their projection on three nodes', () => {
  let cluster: ThreeNodes;
  let cassandra: Cassandra;

  beforeAll(async () => {
    cluster = await ThreeNodes.start([User]);
    cassandra = await cluster.create();
  });

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
  });

  it('are in step after a node was killed with -9 and came back, and nothing acknowledged is lost', async () => {
    const traffic = new UserTraffic(cassandra.repository(User), 8);
    traffic.start();
    try {
      await traffic.sent(writes / 4);
      await cluster.kill(1);
      await cluster.sees(cassandra, 1, false);
      await traffic.sent(writes / 2);
      await cluster.startAgain(1);
      await cluster.sees(cassandra, 1, true);
      await traffic.sent(writes);
    } finally {
      await traffic.stop();
    }
    expect(traffic.acknowledged).toBeGreaterThan(writes / 2);
    for (const error of traffic.errors) {
      expect(error).toBeInstanceOf(CassandraRequestError);
      expect([true, false]).toContain((error as CassandraRequestError).mayBeApplied);
    }
    await cassandra.reconcile(UserByCity);
    expect(await traffic.wrong()).toEqual([]);
    const projected = await textsOf(cassandra.repository(UserByCity).scan());
    expect(projected).toEqual(await textsOf(cassandra.repository(User).scan()));
  }, 900_000);
});

type UserRow = Pick<User, 'username' | 'age' | 'cityId' | 'name'>;

/** As texts in order. */
async function textsOf(users: AsyncIterable<UserRow>): Promise<string[]> {
  const rows: string[] = [];
  for await (const { username, age, cityId, name } of users) {
    rows.push(JSON.stringify([username, age, cityId, name]));
  }
  return rows.sort();
}
