import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { auth, Client, types } from 'cassandra-driver';

const columns =
  'customer_id, placed_at, order_id, status, total_cents, items, weight_kg, is_gift, tags, attributes, lines, ship_on, note';
const marks = '?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?';
const selectOne = `SELECT ${columns} FROM orders WHERE customer_id = ? AND placed_at = ? AND order_id = ?`;
const selectMany = `SELECT ${columns} FROM orders WHERE customer_id = ?`;
const insertOne = `INSERT INTO orders (${columns}) VALUES (${marks})`;
const updateOne =
  'UPDATE orders SET status = ?, items = ?, note = ? WHERE customer_id = ? AND placed_at = ? AND order_id = ?';
const safe = { prepare: true, isIdempotent: true };

/** A client with the settings that give bigints, Sets and Maps. */
export function connectByHand({ contactPoints, port, localDataCenter, credentials, keyspace }) {
  return new Client({
    contactPoints: [...contactPoints],
    localDataCenter,
    keyspace,
    authProvider: new auth.PlainTextAuthProvider(credentials.username, credentials.password),
    protocolOptions: { port },
    queryOptions: { consistency: types.consistencies.localQuorum },
    encoding: { map: Map, set: Set, useUndefinedAsUnset: true, useBigIntAsLong: true },
  });
}

/**
 * What an engineer who knows the driver writes for these calls: prepared, flagged as idempotent, with values of the same
 * types as the repository's. It checks nothing of what it is given.
 */
export class OrdersByHand {
  #client;
  #key = randomBytes(32);

  constructor(client) {
    this.#client = client;
  }

  async findOne({ customerId, placedAt, orderId }) {
    const { rows } = await this.#client.execute(selectOne, [customerId, placedAt, orderId], safe);
    return rows.length === 0 ? null : orderFrom(rows[0]);
  }

  async ofCustomer(customerId) {
    const orders = [];
    let pageState;
    do {
      const result = await this.#client.execute(selectMany, [customerId], {
        ...safe,
        fetchSize: 5000,
        pageState,
      });
      for (const row of result.rows) orders.push(orderFrom(row));
      pageState = result.pageState;
    } while (pageState);
    return orders;
  }

  async page(customerId, size, cursor) {
    const binding = createHash('sha256').update(`${customerId} ${size}`).digest();
    const result = await this.#client.execute(selectMany, [customerId], {
      ...safe,
      fetchSize: size,
      pageState: cursor === undefined ? undefined : this.#open(cursor, binding),
    });
    return {
      rows: result.rows.map(orderFrom),
      cursor: result.pageState ? this.#seal(result.pageState, binding) : null,
    };
  }

  async insert(order) {
    await this.#client.execute(insertOne, valuesOf(order), safe);
  }

  async update({ customerId, placedAt, orderId }, { status, items, note }) {
    const values = [status, items, note, customerId, placedAt, orderId];
    await this.#client.execute(updateOne, values, safe);
  }

  /** All of them or none. */
  async insertTogether(orders) {
    const queries = orders.map((order) => ({ query: insertOne, params: valuesOf(order) }));
    await this.#client.batch(queries, { ...safe, logged: true });
  }

  #seal(pageState, binding) {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(binding);
    const body = Buffer.concat([cipher.update(pageState, 'hex'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  #open(cursor, binding) {
    const bytes = Buffer.from(cursor, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAAD(binding).setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, 'hex') + decipher.final('hex');
  }
}

function orderFrom(row) {
  return {
    customerId: row.customer_id.toString(),
    placedAt: row.placed_at,
    orderId: row.order_id.toString(),
    status: row.status,
    totalCents: row.total_cents,
    items: row.items,
    weightKg: row.weight_kg,
    isGift: row.is_gift,
    tags: row.tags ?? new Set(),
    attributes: row.attributes ?? new Map(),
    lines: row.lines ?? [],
    shipOn: row.ship_on === null ? null : row.ship_on.toString(),
    note: row.note,
  };
}

function valuesOf(order) {
  return [
    order.customerId,
    order.placedAt,
    order.orderId,
    order.status,
    order.totalCents,
    order.items,
    order.weightKg,
    order.isGift,
    order.tags,
    order.attributes,
    order.lines,
    order.shipOn,
    order.note,
  ];
}

/** The driver alone, its rows as they come: for information. */
export function driverAlone(client) {
  return {
    findOne: ({ customerId, placedAt, orderId }) =>
      client.execute(selectOne, [customerId, placedAt, orderId], safe),
    ofCustomer: (customerId) => client.execute(selectMany, [customerId], safe),
    page: (customerId, size, pageState) =>
      client.execute(selectMany, [customerId], { ...safe, fetchSize: size, pageState }),
  };
}
