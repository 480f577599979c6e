import { type Filter, int, Projection, type Row, set, Table, text } from 'cassanest';

class User extends Table('users', {
  columns: {
    username: text(),
    name: text().nullable(),
    age: int(),
    cityId: int().nullable(),
    tags: set(text()),
  },
  partitionKey: ['username'],
  writes: 'versioned',
}) {}

class UserByCity extends Projection(User, 'users_by_city', {
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
  clusteringOrder: { age: 'desc' },
  columns: ['name'],
}) {}

// A key column is never null there, a collection is one value, and what is not named is not there.
declare const byCity: Row<UserByCity>;
void (byCity satisfies { cityId: number; age: number; username: string; name: string | null });
// @ts-expect-error not among its columns
void byCity.tags;
void ({ cityId: 1, age: { gte: 18 } } satisfies Filter<UserByCity>);

// Without `columns` it holds all of them, and the derived ones.
class UserByName extends Projection(User, 'users_by_name', {
  derived: { folded: text().from((user) => user.name?.toLowerCase() ?? null) },
  partitionKey: ['folded'],
  clusteringKey: ['username'],
}) {}
declare const byName: Row<UserByName>;
void (byName satisfies { folded: string; username: string; age: number; tags: Set<string> });

void Projection(User, 'p', {
  derived: {
    // @ts-expect-error the function gives another type
    folded: text().from((user) => user.age),
  },
  partitionKey: ['folded'],
  clusteringKey: ['username'],
});
void Projection(User, 'p', {
  // @ts-expect-error projection: the key lacks the base's
  partitionKey: ['cityId'],
});
void Projection(User, 'p', {
  // @ts-expect-error projection: the key lacks the base's, a clustering key given
  partitionKey: ['cityId'],
  clusteringKey: ['age'],
});
// @ts-expect-error projection: a column the base lacks in the key
void Projection(User, 'p', { partitionKey: ['nope'], clusteringKey: ['username'] });
void Projection(User, 'p', {
  partitionKey: ['cityId'],
  clusteringKey: ['username'],
  // @ts-expect-error projection: a column the base lacks
  columns: ['nope'],
});
// @ts-expect-error projection: a set has no order
void Projection(User, 'p', { partitionKey: ['cityId', 'tags'], clusteringKey: ['username'] });

class Plain extends Table('plain', { columns: { id: text() }, partitionKey: ['id'] }) {}
// @ts-expect-error projection: the writes of its base are plain
void Projection(Plain, 'p', { partitionKey: ['id'] });
// @ts-expect-error projection: of a projection
void Projection(UserByCity, 'p', { partitionKey: ['username'], clusteringKey: ['cityId', 'age'] });
