import { add, type BatchResult, type Cassandra, type CounterRepository } from 'cassanest';
import { Patient, Plays, plays, Reading, Recipe, UserByCity } from './tables.js';

declare const cassandra: Cassandra;

const key = { city: 'a', age: 1, username: 'b' };
const user = { ...key, email: 'c', score: 1, active: true };

// Counters.
const counters: CounterRepository<Plays> = plays;
const song = { album: 'a', track: 't' };
void counters.increment(song, { plays: 1n });
void counters.increment(song, { plays: -1 }, { consistency: 'ALL' });
void counters.incrementStatic({ album: 'a' }, { listeners: 1n });
void counters.delete(song);
void counters.deleteMany({ album: 'a' });
void counters.truncate('plays');
// @ts-expect-error counter-write: there is no insert
void counters.insert({ ...song, plays: 1n });
// @ts-expect-error counter-write: there is no update
void counters.update(song, { plays: 1n });
// @ts-expect-error counter-write: a TTL
void counters.increment(song, { plays: 1n }, { ttlSeconds: 5 });
// @ts-expect-error counter-write: a timestamp
void counters.increment(song, { plays: 1n }, { timestamp: 5n });
// @ts-expect-error counter-write: a condition
void counters.increment(song, { plays: 1n }, { ifExists: true });
// @ts-expect-error counter-write: a condition of a delete
void counters.delete(song, { ifExists: true });
// @ts-expect-error counter-write: a timestamp of a delete
void counters.delete(song, { timestamp: 5n });
// @ts-expect-error counter-delta: null
void counters.increment(song, { plays: null });
// @ts-expect-error counter-delta: a text
void counters.increment(song, { plays: '1' });
// @ts-expect-error no counter
void counters.increment(song, { track: 1n });
// @ts-expect-error static-write: a counter of a row
void counters.incrementStatic({ album: 'a' }, { plays: 1n });
// @ts-expect-error key-missing
void counters.increment({ album: 'a' }, { plays: 1n });
// @ts-expect-error arithmetic: no counter table
void cassandra.repository(Patient).increment({ id: 'p' }, { name: 'n' });

// Batches.
const result: Promise<BatchResult> = cassandra.batch('logged', async (batch) => {
  batch.insert(UserByCity, user, { ttlSeconds: 5 });
  batch.update(Recipe, { id: 'id', day: '2026-11-21' }, { tags: add('a') });
  batch.updateStatic(Reading, { sensor: 'id' }, { place: 'x' });
  batch.delete(Patient, { id: 'p' }, { timestamp: 5n });
  batch.deleteColumns(UserByCity, key, ['name']);
  batch.deleteMany(UserByCity, { city: 'a', age: { gt: 5 } });
  await Promise.resolve();
});
void result;
void cassandra.batch('unlogged', (batch) => {
  batch.update(UserByCity, key, { score: 1 }, { if: { score: 0 } });
  batch.delete(UserByCity, key, { ifExists: true });
  batch.insertIfNotExists(UserByCity, user);
});
void cassandra.batch('unlogged', () => undefined, { acrossPartitions: true, timestamp: 5n });
void cassandra.batch('counter', (batch) => {
  batch.increment(Plays, song, { plays: 1n });
  batch.incrementStatic(Plays, { album: 'a' }, { listeners: 1 });
  batch.delete(Plays, song);
  batch.deleteMany(Plays, { album: 'a' });
  // @ts-expect-error batch-counter: a table without counters
  batch.increment(Patient, { id: 'p' }, {});
  // @ts-expect-error batch-counter: a table without counters
  batch.delete(Patient, { id: 'p' });
  // @ts-expect-error batch-counter: other writes
  batch.insert(Patient, { id: 'p', name: 'n' });
});
void cassandra.batch('logged', (batch) => {
  // @ts-expect-error batch-read
  batch.findOne(Patient, { id: 'p' });
  // @ts-expect-error batch-counter
  batch.increment(Plays, song, { plays: 1n });
  // @ts-expect-error batch-counter: a table with counters
  batch.delete(Plays, song);
  // @ts-expect-error the row of another table
  batch.insert(Patient, user);
  // @ts-expect-error the settings of a request are the batch's
  batch.insert(UserByCity, user, { consistency: 'ALL' });
  // @ts-expect-error lwt-timestamp
  batch.delete(UserByCity, key, { ifExists: true, timestamp: 5n });
});
// @ts-expect-error batch-ttl
void cassandra.batch('logged', () => undefined, { ttlSeconds: 5 });
// @ts-expect-error batch-timestamp: of counters
void cassandra.batch('counter', () => undefined, { timestamp: 5n });
// @ts-expect-error only an unlogged batch can fall apart
void cassandra.batch('logged', () => undefined, { acrossPartitions: true });
// @ts-expect-error batch-kind
void cassandra.batch('fast', () => undefined);
