import { setTimeout } from 'node:timers/promises';
import { driverAlone, OrdersByHand } from './by-hand.mjs';
import { keyOf, Order, orderOf, rowsOfCustomer } from './orders.mjs';

const pageSize = 25;
const rowsOfBatch = 10;
const changed = {
  status: 'lost',
  totalCents: 0n,
  items: 0,
  weightKg: 0,
  isGift: true,
  tags: new Set(['changed']),
  attributes: new Map([['changed', 'yes']]),
  lines: ['changed'],
  shipOn: '2026-01-01',
  note: 'changed',
};

/**
 * The calls to compare, each in several ways; a way is given the number of the operation. `limit`: of ours by by-hand, in client
 * CPU. `byHandAgain` is the same code by hand on a client of its own: what it differs by is the measurement's.
 */
export async function casesOf(cassandra, client, otherClient, customers) {
  const orders = cassandra.repository(Order);
  const byHand = new OrdersByHand(client);
  const again = new OrdersByHand(otherClient);
  const driver = driverAlone(client);
  // Made before, so that what is measured is the call.
  const keys = Array.from({ length: 1000 }, (_, n) => keyOf(n % customers, n % rowsOfCustomer));
  const ids = Array.from({ length: customers }, (_, n) => keyOf(n, 0).customerId);
  const rows = Array.from({ length: 1000 }, (_, n) => orderOf(n % customers, n % rowsOfCustomer));
  const changes = rows.map(({ status, items, note }) => ({ status, items, note }));
  const groups = Array.from({ length: customers }, (_, customer) =>
    Array.from({ length: rowsOfBatch }, (_, place) => orderOf(customer, place)),
  );
  const keyAt = (n) => keys[n % keys.length];
  const idAt = (n) => ids[n % ids.length];
  const rowAt = (n) => rows[n % rows.length];
  const changesAt = (n) => changes[n % changes.length];
  const groupAt = (n) => groups[n % groups.length];

  const cursors = await Promise.all(
    ids.map(async (customerId) => ({
      customerId,
      ours: (await orders.filter({ customerId }).page({ size: pageSize })).cursor,
      byHand: (await byHand.page(customerId, pageSize)).cursor,
      again: (await again.page(customerId, pageSize)).cursor,
      driver: (await driver.page(customerId, pageSize)).pageState,
    })),
  );
  const cursorAt = (n) => cursors[n % cursors.length];

  return [
    {
      name: 'findOne',
      limit: 1.05,
      operations: 4000,
      ways: {
        ours: (n) => orders.findOne(keyAt(n)),
        byHand: (n) => byHand.findOne(keyAt(n)),
        byHandAgain: (n) => again.findOne(keyAt(n)),
        driver: (n) => driver.findOne(keyAt(n)),
      },
      result: async (way) => ({ ...(await way(7)) }),
    },
    {
      name: 'filter of 50 rows',
      limit: 1.1,
      operations: 1000,
      ways: {
        ours: (n) => orders.filter({ customerId: idAt(n) }).all(),
        byHand: (n) => byHand.ofCustomer(idAt(n)),
        byHandAgain: (n) => again.ofCustomer(idAt(n)),
        driver: (n) => driver.ofCustomer(idAt(n)),
      },
      result: async (way) => (await way(7)).map((row) => ({ ...row })),
    },
    {
      name: 'page of 25 rows',
      operations: 1200,
      ways: {
        ours: (n) =>
          orders.filter({ customerId: idAt(n) }).page({ size: pageSize, cursor: cursorAt(n).ours }),
        byHand: (n) => byHand.page(idAt(n), pageSize, cursorAt(n).byHand),
        byHandAgain: (n) => again.page(idAt(n), pageSize, cursorAt(n).again),
        driver: (n) => driver.page(idAt(n), pageSize, cursorAt(n).driver),
      },
      result: async (way) => (await way(7)).rows.map((row) => ({ ...row })),
    },
    {
      name: 'insert',
      limit: 1.05,
      operations: 4000,
      ways: {
        ours: (n) => orders.insert(rowAt(n)),
        byHand: (n) => byHand.insert(rowAt(n)),
        byHandAgain: (n) => again.insert(rowAt(n)),
      },
      result: (way) => afterChange(way),
      expected: rowAt(7),
    },
    {
      name: 'update',
      limit: 1.05,
      operations: 4000,
      ways: {
        ours: (n) => orders.update(keyAt(n), changesAt(n)),
        byHand: (n) => byHand.update(keyAt(n), changesAt(n)),
        byHandAgain: (n) => again.update(keyAt(n), changesAt(n)),
      },
      result: (way) => afterChange(way),
      expected: { ...rowAt(7), ...changed, ...changesAt(7) },
    },
    {
      name: `logged batch of ${rowsOfBatch} inserts`,
      limit: 1.05,
      operations: 800,
      ways: {
        ours: (n) =>
          cassandra.batch('logged', (batch) => {
            for (const order of groupAt(n)) batch.insert(Order, order);
          }),
        byHand: (n) => byHand.insertTogether(groupAt(n)),
        byHandAgain: (n) => again.insertTogether(groupAt(n)),
      },
      result: async (way) => {
        await afterChange(way);
        const written = await byHand.ofCustomer(idAt(7));
        return written.slice(0, rowsOfBatch);
      },
      expected: groupAt(7),
    },
  ];

  /** The row as it is after one call; it was changed before, so that what is read back is what this way wrote. */
  async function afterChange(way) {
    await byHand.insert({ ...rowAt(7), ...changed });
    // Two clients may stamp what they write in one millisecond in either order.
    await setTimeout(10);
    await way(7);
    return await byHand.findOne(keyAt(7));
  }
}
