import type { ResultPage, Statement } from '../../../cql/statement.js';
import { CassandraReadFailureError } from '../../../errors/failed/replicas/cassandra-read-failure.error.js';
import { IndexBuildingError } from '../../../errors/failed/replicas/index-building.error.js';
import { Repository } from '../../repository.js';
import { map } from '../../../table/column/collection-builders.js';
import { int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { repositoryContext } from '../../../../../test/support/repository-context.js';

class Note extends Table('notes', {
  columns: { day: text(), at: int(), kind: text(), mood: text() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
  indexes: ['kind', 'mood'],
}) {}

class Place extends Table('places', {
  columns: { id: int(), names: map(text(), text()) },
  partitionKey: ['id'],
  indexes: [
    { column: 'names', target: 'keys' },
    { column: 'names', target: 'entries' },
  ],
}) {}

/** Fails every statement that fits `failing`, as a replica does; pages of one row. */
function notesWhere(failing: RegExp) {
  const sent: string[] = [];
  const run = ({ cql, table, operation }: Statement): Promise<ResultPage> => {
    sent.push(cql);
    if (!failing.test(cql)) return Promise.resolve({ rows: [], pageState: null });
    return Promise.reject(new CassandraReadFailureError('it failed.', { operation, table, cql }));
  };
  const context = repositoryContext(run);
  return { sent, notes: new Repository(Note, context), places: new Repository(Place, context) };
}

async function failureOf(read: Promise<unknown>): Promise<CassandraReadFailureError> {
  const error: unknown = await read.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CassandraReadFailureError);
  return error as CassandraReadFailureError;
}

const bySomeKind = { kind: 'secret' };

describe('A read that failed at a replica', () => {
  it('is told of the index that is still being built, which passes (index-building)', async () => {
    const { notes, sent } = notesWhere(/WHERE "kind" = \?/);
    const query = notes.filter(bySomeKind);
    for (const read of [() => query.all(), () => query.page({ size: 5 })]) {
      const error = await failureOf(read());
      expect(error).toBeInstanceOf(IndexBuildingError);
      expect(error).toMatchObject({ code: 'index-building', index: 'notes_kind_idx' });
      expect(error.message).toBe(
        'Cannot scan table "notes": index "notes_kind_idx" is still being built. Try again later.',
      );
    }
    expect(sent[1]).toBe('SELECT "kind" FROM "ks"."notes" WHERE "kind" = ? LIMIT 1');
  });

  it('failed for another reason where its indexes answer', async () => {
    const { notes, sent } = notesWhere(/"at"/);
    const both = notes.filter({ ...bySomeKind, mood: 'm' });
    expect((await failureOf(both.all())).code).toBe('read-failure');
    expect(sent).toHaveLength(3);
  });

  it('asks of the indexes of one map those that it needs', async () => {
    const { places, sent } = notesWhere(/CONTAINS KEY|\[\?\]/);
    const error = await failureOf(places.filter({ names: { containsKey: 'de' } }).all());
    expect(error).toMatchObject({ index: 'places_names_keys_idx' });
    expect(sent.slice(1)).toEqual([
      'SELECT "names" FROM "ks"."places" WHERE "names" CONTAINS KEY ? LIMIT 1',
    ]);
  });

  it('asks no index that it does not need', async () => {
    const { notes, sent } = notesWhere(/./);
    expect((await failureOf(notes.filter({ day: 'd' }).all())).code).toBe('read-failure');
    expect((await failureOf(notes.all().page({ size: 5 }))).code).toBe('read-failure');
    expect(sent).toHaveLength(2);
  });
});
