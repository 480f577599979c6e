import { int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { keepIn, repositoryContext } from '../../../../../test/support/repository-context.js';
import { Repository } from '../../repository.js';

class Event extends Table('events', {
  columns: { day: text(), at: int(), kind: text() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
  indexes: ['kind'],
}) {}

const events = new Repository(Event, repositoryContext(keepIn([])));
const query = events.filter({ day: 'd' });

describe('Query.explain', () => {
  it.each<[string, { explain(): { reads: string } }]>([
    ['one partition', query],
    ['many partitions', events.filter({ day: { in: ['a', 'b'] } })],
    ['one partition', events.filter({ day: { in: ['a', 'a'] } })],
    ['many partitions', events.filter({ kind: 'k' })],
    ['whole table', events.all()],
    ['whole table', events.allowFiltering().filter({ at: 3 })],
    ['whole table', events.partitions()],
    ['nothing', events.filter({ day: { in: [] } })],
  ])('says %s', (reads, asked) => {
    expect(asked.explain().reads).toBe(reads);
  });

  it('tells what has to be read', () => {
    expect(query.explain()).toEqual({
      cql: 'SELECT "day", "at", "kind" FROM "ks"."events" WHERE "day" = ?',
      reads: 'one partition',
      usesIndex: false,
      allowsFiltering: false,
    });
    expect(events.filter({ kind: 'k' }).explain()).toMatchObject({ usesIndex: true });
    expect(events.allowFiltering().filter({ at: 3 }).explain()).toMatchObject({
      allowsFiltering: true,
    });
  });
});
