import {
  add,
  type Cassandra,
  type Filter,
  InjectRepository,
  int,
  Projection,
  type ReadRepository,
  type Repository,
  type Row,
  set,
  Table,
  text,
  versionOf,
  type VersionedRepository,
} from 'cassanest';

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
void byCity.name;
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
  derived: {
    folded: text().from((user) => user.name),
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
void Projection(User, 'p', { partitionKey: ['name'], clusteringKey: ['username'] });
void Projection(User, 'p', {
  partitionKey: ['cityId'],
  clusteringKey: ['username'],
  // @ts-expect-error projection: a column the base lacks
  columns: ['nope'],
});
// @ts-expect-error projection: a set has no order
void Projection(User, 'p', { partitionKey: ['cityId', 'tags'], clusteringKey: ['username'] });
void Projection(User, 'p', { partitionKey: ['cityId', 'age'], clusteringKey: ['username'] });

class Plain extends Table('plain', { columns: { id: text() }, partitionKey: ['id'] }) {}
// @ts-expect-error projection: the writes of its base are plain
void Projection(Plain, 'p', { partitionKey: ['id'] });
class Kept extends Table('kept', {
  columns: { id: text() },
  partitionKey: ['id'],
  writes: 'versioned',
}) {}
void Projection(Kept, 'p', { partitionKey: ['id'] });
// @ts-expect-error projection: of a projection
void Projection(UserByCity, 'p', { partitionKey: ['username'], clusteringKey: ['cityId', 'age'] });
void Projection(User, 'p', { partitionKey: ['username'], clusteringKey: ['cityId', 'age'] });

// How a base and its projections are written.
declare const cassandra: Cassandra;
const users = cassandra.repository(User);
void (users satisfies VersionedRepository<User>);
const ada = { username: 'ada', age: 36 };
void users.insert(ada).then((row) => versionOf(row) satisfies string | undefined);
void users.update({ username: 'ada' }, { age: 37, tags: add('a') }, { expectedVersion: '1' });
void users.delete({ username: 'ada' }, { deadlineMs: 1000 });
// @ts-expect-error the time is that of the transaction
void users.insert(ada, { timestamp: 1n });
// @ts-expect-error a row does not expire in one table and stay in another
void users.insert(ada, { ttlSeconds: 1 });
// @ts-expect-error a condition of its own: expectedVersion
void users.update({ username: 'ada' }, { age: 1 }, { if: { age: 2 } });
void users.update({ username: 'ada' }, { age: 1 }, { expectedVersion: '2' });
// @ts-expect-error reconcile-option: no boolean
void cassandra.reconcile(User, { dryRun: 'true' });
// @ts-expect-error one row by its whole key
void users.deleteMany;
// @ts-expect-error a projection is only read
void cassandra.repository(UserByCity).insert;
class Copy extends Table('copies', {
  columns: { cityId: int(), age: int(), username: text() },
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
}) {}
void cassandra.batch('logged', (batch) => {
  // @ts-expect-error batch-projection: a base
  batch.insert(User, ada);
  // @ts-expect-error batch-projection: a projection
  batch.insert(UserByCity, { cityId: 1, age: 36, username: 'ada' });
  batch.insert(Copy, { cityId: 1, age: 36, username: 'ada' });
});

export class Service {
  constructor(
    @InjectRepository(User) readonly base: VersionedRepository<User>,
    @InjectRepository(UserByCity) readonly byCity: ReadRepository<UserByCity>,
    // @ts-expect-error its writes are versioned
    @InjectRepository(User) readonly wrong: Repository<User>,
  ) {}
}
