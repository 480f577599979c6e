import { int, type NewRow, Table, text } from '../../../src/cassandra/index.js';

export class User extends Table('users', {
  columns: { username: text(), name: text().nullable(), age: int(), cityId: int() },
  partitionKey: ['username'],
}) {}

export class UserByCity extends Table('users_by_city', {
  columns: { cityId: int(), age: int(), username: text(), name: text().nullable(), email: text() },
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
  clusteringOrder: { age: 'desc' },
  indexes: ['email'],
}) {
  get label(): string {
    return `${this.name ?? this.username} (${String(this.age)})`;
  }
}

/** `count` users of one city, two of each age from 20 up. */
export function usersOf(cityId: number, count: number): readonly NewRow<UserByCity>[] {
  return Array.from({ length: count }, (_, index) => ({
    cityId,
    age: 20 + Math.floor(index / 2),
    username: `user${String(index).padStart(5, '0')}`,
    email: `user${String(index)}@example.org`,
  }));
}

/** Runs `task` on all items, 32 at a time. */
export async function forAll<Item>(
  items: readonly Item[],
  task: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += 32) {
    await Promise.all(items.slice(start, start + 32).map(task));
  }
}
