import {
  bigint,
  boolean,
  date,
  double,
  int,
  list,
  map,
  set,
  Table,
  text,
  timestamp,
  uuid,
} from 'cassanest';

/** A table as applications have them: 13 columns, most types of everyday use, two of them nullable. */
export class Order extends Table('orders', {
  columns: {
    customerId: uuid(),
    placedAt: timestamp(),
    orderId: uuid(),
    status: text(),
    totalCents: bigint(),
    items: int(),
    weightKg: double(),
    isGift: boolean(),
    tags: set(text()),
    attributes: map(text(), text()),
    lines: list(text()),
    shipOn: date().nullable(),
    note: text().nullable(),
  },
  partitionKey: ['customerId'],
  clusteringKey: ['placedAt', 'orderId'],
}) {}

export const rowsOfCustomer = 50;
const firstOrder = Date.UTC(2026, 0, 1);

/** The order at a place of the list of one customer; the same each time. */
export function orderOf(customer, place) {
  return {
    customerId: uuidOf(1, customer),
    placedAt: new Date(firstOrder + place * 3_600_000),
    orderId: uuidOf(2, customer * rowsOfCustomer + place),
    status: ['placed', 'paid', 'shipped'][place % 3],
    totalCents: BigInt(place * 1999 + 499),
    items: (place % 7) + 1,
    weightKg: place * 0.35 + 0.1,
    isGift: place % 5 === 0,
    tags: new Set(['priority', `batch-${place % 10}`]),
    attributes: new Map([
      ['channel', 'web'],
      ['campaign', `autumn-${place % 4}`],
    ]),
    lines: [`sku-${place}`, `sku-${place + 1}`, `sku-${place + 2}`],
    shipOn: place % 2 === 0 ? '2026-11-21' : null,
    note: place % 4 === 0 ? 'Please leave it with the neighbours at number twelve.' : null,
  };
}

/** The key of such an order. */
export function keyOf(customer, place) {
  const { customerId, placedAt, orderId } = orderOf(customer, place);
  return { customerId, placedAt, orderId };
}

function uuidOf(kind, number) {
  return `${kind}0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
