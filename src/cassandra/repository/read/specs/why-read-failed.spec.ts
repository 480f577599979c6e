import type { ResultPage, Statement } from '../../../cql/statement.js';
import { CassandraReadFailureError } from '../../../errors/failed/replicas/cassandra-read-failure.error.js';
import { IndexBuildingError } from '../../../errors/failed/replicas/index-building.error.js';
import { Repository } from '../../repository.js';
import { int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { cursorKeys } from '../../../paging/cursor/cursor-keys.js';
import { CursorSealer } from '../../../paging/cursor/cursor-sealer.js';

class Note extends Table('notes', {
  columns: { day: text(), at: int(), kind: text(), mood: text() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
  indexes: ['kind', 'mood'],
}) {}

/** Fails every statement that fits `failing`, as a replica does; pages of one row. */
function notesWhere(failing: RegExp) {
  const sent: string[] = [];
  const run = ({ cql, table, operation }: Statement): Promise<ResultPage> => {
    sent.push(cql);
    if (!failing.test(cql)) return Promise.resolve({ rows: [], pageState: null });
    return Promise.reject(new CassandraReadFailureError('it failed.', { operation, table, cql }));
  };
  const notes = new Repository(Note, {
    runner: { run },
    sealer: new CursorSealer(cursorKeys([])),
    keyspace: 'ks',
    pageSize: 10,
    maxRows: 10,
    maxInValues: 10,
    missingValues: 'error',
    nodeTokens: () => [],
  });
  return { sent, notes };
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

  it('asks no index that it does not need', async () => {
    const { notes, sent } = notesWhere(/./);
    expect((await failureOf(notes.filter({ day: 'd' }).all())).code).toBe('read-failure');
    expect((await failureOf(notes.all().page({ size: 5 }))).code).toBe('read-failure');
    expect(sent).toHaveLength(2);
  });
});
