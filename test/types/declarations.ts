import {
  blob,
  boolean,
  counter,
  duration,
  float,
  frozen,
  int,
  list,
  map,
  set,
  Table,
  text,
  timestamp,
  tuple,
  udt,
  vector,
} from 'cassanest';

void Table('b', { columns: { id: text() }, partitionKey: ['id'] });
// @ts-expect-error partition-key: unknown column
void Table('b', { columns: { id: text() }, partitionKey: ['nope'] });
// @ts-expect-error partition-key: none
void Table('b', { columns: { id: text() }, partitionKey: [] });
// @ts-expect-error partition-key: a column twice
void Table('b', { columns: { id: text() }, partitionKey: ['id', 'id'] });

void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  // @ts-expect-error partition-key: a column in both keys
  clusteringKey: ['id'],
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  // @ts-expect-error partition-key: unknown clustering column
  clusteringKey: ['nope'],
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  // @ts-expect-error partition-key: a clustering column twice
  clusteringKey: ['x', 'x'],
});

void Table('b', { columns: { id: text(), name: text().nullable() }, partitionKey: ['id'] });
// @ts-expect-error key-column: nullable
void Table('b', { columns: { id: text().nullable() }, partitionKey: ['id'] });

void Table('b', {
  columns: { id: text(), x: int(), y: int().static() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
});
void Table('b', {
  // @ts-expect-error key-column: static
  columns: { id: text(), x: int().static() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
});
// @ts-expect-error static-column: no clustering key
void Table('b', { columns: { id: text(), x: int().static() }, partitionKey: ['id'] });

void Table('b', {
  columns: { id: text(), x: int(), y: counter(), z: counter().static() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
});
// @ts-expect-error counter-column: beside another
void Table('b', { columns: { id: text(), x: int(), y: counter() }, partitionKey: ['id'] });
// @ts-expect-error counter-column: nullable
void Table('b', { columns: { id: text(), y: counter().nullable() }, partitionKey: ['id'] });
// @ts-expect-error key-column: a counter
void Table('b', { columns: { id: counter() }, partitionKey: ['id'] });
// @ts-expect-error index-type: a counter table
void Table('b', { columns: { id: text(), y: counter() }, partitionKey: ['id'], indexes: ['y'] });
// @ts-expect-error collection: a counter inside
void list(counter());
// @ts-expect-error udt: a counter inside
void udt('b', { x: counter() });

void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
  clusteringOrder: { x: 'desc' },
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
  // @ts-expect-error clustering-order: a column outside the clustering key
  clusteringOrder: { id: 'asc' },
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
  // @ts-expect-error clustering-order: no such direction
  clusteringOrder: { x: 'down' },
});

void Table('b', { columns: { id: text(), x: boolean() }, partitionKey: ['id'], indexes: ['x'] });
// @ts-expect-error index-column: unknown
void Table('b', { columns: { id: text(), x: int() }, partitionKey: ['id'], indexes: ['nope'] });
// @ts-expect-error index-column: the only partition column
void Table('b', { columns: { id: text(), x: int() }, partitionKey: ['id'], indexes: ['id'] });
void Table('b', {
  columns: { id: text(), x: timestamp() },
  partitionKey: ['id', 'x'],
  indexes: ['x'],
});

void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  indexes: [{ column: 'x' }],
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  // @ts-expect-error index-column: several columns in one index
  indexes: [{ column: ['x', 'id'] }],
});

// @ts-expect-error a column is made by a builder
void Table('b', { columns: { id: 'text' }, partitionKey: ['id'] });

void Table('b', { columns: { id: frozen(set(text())) }, partitionKey: ['id'] });
void Table('b', {
  columns: { id: text(), x: tuple(int(), text()), y: vector(int(), 2) },
  partitionKey: ['id'],
  clusteringKey: ['x', 'y'],
});
// @ts-expect-error key-column: a set
void Table('b', { columns: { id: set(text()) }, partitionKey: ['id'] });
// @ts-expect-error key-column: a list
void Table('b', { columns: { id: list(text()) }, partitionKey: ['id'] });
// @ts-expect-error key-column: a map
void Table('b', { columns: { id: map(text(), int()) }, partitionKey: ['id'] });
// @ts-expect-error key-column: a duration inside
void Table('b', { columns: { id: frozen(list(duration())) }, partitionKey: ['id'] });
// @ts-expect-error key-column: a duration
void Table('b', { columns: { id: duration() }, partitionKey: ['id'] });

void Table('b', {
  columns: { id: text(), x: frozen(list(int())), y: vector(float(), 2), z: tuple(int()) },
  partitionKey: ['id'],
  indexes: ['x', 'y', 'z'],
});
void Table('b', {
  // @ts-expect-error index-type: a vector of other than floats
  columns: { id: text(), y: vector(int(), 2) },
  partitionKey: ['id'],
  indexes: ['y'],
});
// @ts-expect-error index-type: a duration
void Table('b', { columns: { id: text(), x: duration() }, partitionKey: ['id'], indexes: ['x'] });
// @ts-expect-error index-type: a blob
void Table('b', { columns: { id: text(), x: blob() }, partitionKey: ['id'], indexes: ['x'] });

void Table('b', {
  columns: { id: text(), x: frozen(set(int())).nullable() },
  partitionKey: ['id'],
});
// @ts-expect-error collection: a set is never null
void Table('b', { columns: { id: text(), x: set(int()).nullable() }, partitionKey: ['id'] });

void list(frozen(list(tuple(int(), frozen(set(text()))))));
void list(duration());
// @ts-expect-error collection: inside another it is frozen
void list(set(int()));
// @ts-expect-error collection: inside a frozen one too
void frozen(list(set(int())));
// @ts-expect-error collection: a value of a map
void map(text(), list(int()));
// @ts-expect-error collection: in a tuple
void tuple(int(), set(int()));
// @ts-expect-error collection: elements are never null
void list(int().nullable());
// @ts-expect-error collection: nothing in it is static
void list(int().static());
// @ts-expect-error collection: durations have no order
void set(duration());
// @ts-expect-error collection: durations have no order, inside neither
void set(frozen(list(duration())));
// @ts-expect-error collection: durations have no order
void map(duration(), int());
// @ts-expect-error collection: what has no parts is not frozen
void frozen(int());
void int().default(3).named('x').static();
// @ts-expect-error column-default: another type
void int().default('3');

void Table('b', {
  columns: { id: text(), x: map(text(), int()), y: set(int()) },
  partitionKey: ['id'],
  indexes: ['x', { column: 'x', target: 'keys' }, 'y'],
});
void Table('b', {
  // @ts-expect-error index-target: a set has no keys
  columns: { id: text(), y: set(int()) },
  partitionKey: ['id'],
  indexes: [{ column: 'y', target: 'keys' }],
});
void Table('b', {
  columns: { id: text(), x: map(text(), int()) },
  partitionKey: ['id'],
  // @ts-expect-error index-target: there is no such target
  indexes: [{ column: 'x', target: 'full' }],
});

void Table('b', {
  columns: { id: text(), x: text(), y: map(text(), int()), z: int() },
  partitionKey: ['id'],
  indexes: [
    { column: 'x', caseSensitive: false },
    { column: 'y', target: 'keys', ascii: true },
    { column: 'z' },
  ],
});
void Table('b', {
  columns: { id: text(), x: vector(float(), 3) },
  partitionKey: ['id'],
  indexes: [{ column: 'x', similarity: 'euclidean' }],
});
void Table('b', {
  columns: { id: text(), x: vector(float(), 3) },
  partitionKey: ['id'],
  // @ts-expect-error index-target: there is no such similarity
  indexes: [{ column: 'x', similarity: 'manhattan' }],
});
void Table('b', {
  // @ts-expect-error index-target: only vectors have a similarity
  columns: { id: text(), x: text() },
  partitionKey: ['id'],
  indexes: [{ column: 'x', similarity: 'euclidean' }],
});

void Table('b', {
  // @ts-expect-error index-target: numbers have no case
  columns: { id: text(), z: int() },
  partitionKey: ['id'],
  indexes: [{ column: 'z', caseSensitive: false }],
});
void Table('b', {
  // @ts-expect-error index-target: a key column is compared as it is
  columns: { id: text(), x: text() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
  indexes: [{ column: 'x', caseSensitive: false }],
});

void Table('b', {
  columns: { id: text() },
  partitionKey: ['id'],
  defaultTtlSeconds: 60,
  gcGraceSeconds: 60,
  compaction: { class: 'LeveledCompactionStrategy', sstable_size_in_mb: 100 },
  comment: 'a',
});
// @ts-expect-error table-options: unknown option
void Table('b', { columns: { id: text() }, partitionKey: ['id'], speed: 1 });
// @ts-expect-error table-options: no strategy of Cassandra
void Table('b', { columns: { id: text() }, partitionKey: ['id'], compaction: { class: 'Fast' } });

const Address = udt('address', { street: text(), zipCode: text().nullable() });
class Sender extends Table('senders', {
  columns: { id: text(), home: frozen(Address), work: Address, past: list(frozen(Address)) },
  partitionKey: ['id'],
  clusteringKey: ['home'],
}) {}
const sender = new Sender({
  id: 'a',
  home: { street: 'a', zipCode: null },
  work: { street: 'a', zipCode: 'b' },
});
const zipCode: string | null = sender.home.zipCode;
void zipCode;
void new Sender({ id: 'a', home: sender.home, work: sender.work });
// @ts-expect-error a UDT is written with all its fields
void new Sender({ id: 'a', home: { street: 'a' }, work: sender.work });
// @ts-expect-error key-column: a UDT that is not frozen
void Table('b', { columns: { id: Address }, partitionKey: ['id'] });
// @ts-expect-error index-type: a UDT that is not frozen
void Table('b', { columns: { id: text(), x: Address }, partitionKey: ['id'], indexes: ['x'] });
// @ts-expect-error collection: a UDT inside is frozen
void list(Address);
// @ts-expect-error udt: a field is not static
void udt('b', { x: int().static() });
// @ts-expect-error udt: a collection inside is frozen
void udt('b', { x: set(int()) });
