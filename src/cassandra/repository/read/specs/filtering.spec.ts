import { Logger, type LoggerService } from '@nestjs/common';
import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import type { Statement } from '../../../cql/statement.js';
import { count } from '../../../query/selection/select-function.js';
import type { Query } from '../../../query/query.js';
import { counter, int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { keepIn, repositoryContext } from '../../../../../test/support/repository-context.js';
import { Repository } from '../../repository.js';

class Person extends Table('people_filtered', {
  columns: {
    city: text(),
    region: text(),
    age: int(),
    uid: int(),
    name: text().nullable(),
    email: text(),
    place: text().static(),
  },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
  indexes: ['email'],
}) {}

class Plays extends Table('plays_filtered', {
  columns: { id: text(), plays: counter() },
  partitionKey: ['id'],
}) {}

const sent: Statement[] = [];
const context = repositoryContext(keepIn(sent));
const people = new Repository(Person, context);
const plays = new Repository(Plays, context);
const filtered = (filter: unknown): Query<Person> =>
  people.allowFiltering().filter(filter as { name: string });
const whereOf = (query: Query<Person>): string => query.toCql().replace(/^.* WHERE /, '');

describe('ReadRepository.allowFiltering', () => {
  it.each<[string, string, unknown]>([
    ['partition-missing', '"age" = ?', { age: 3 }],
    ['partition-partial', '"city" = ?', { city: 'a' }],
    ['partition-range', '"city" > ?', { city: { gt: 'a' } }],
    [
      'clustering-gap',
      '"city" = ? AND "region" = ? AND "uid" = ?',
      { city: 'a', region: 'b', uid: 1 },
    ],
    [
      'after-range',
      '"city" = ? AND "region" = ? AND "age" > ? AND "uid" = ?',
      { city: 'a', region: 'b', age: { gt: 1 }, uid: 1 },
    ],
    [
      'not-servable',
      '"city" = ? AND "region" IN ? AND "name" = ?',
      { city: 'a', region: { in: ['b'] }, name: 'n' },
    ],
    ['static-filter', '"place" = ?', { place: 'p' }],
    ['index-range', '"email" > ?', { email: { gt: 'e' } }],
    ['index-in', '"email" IN ?', { email: { in: ['e'] } }],
    ['index-and-key', '"city" IN ? AND "email" > ?', { city: { in: ['a'] }, email: { gt: 'e' } }],
    ['index-and-key', '"age" = ? AND "email" = ?', { age: 1, email: 'e' }],
    ['index-and-other', '"name" >= ? AND "email" = ?', { name: { gte: 'n' }, email: 'e' }],
  ])('lifts %s', async (code, where, filter) => {
    expect(whereOf(filtered(filter))).toBe(`${where} ALLOW FILTERING`);
    await expect(people.filter(filter as never).all()).rejects.toMatchObject({ code });
  });

  it('lifts what the type of the column forbids (counter-filter)', async () => {
    const filter = { id: 'a', plays: { gt: 5n } };
    const faults = await plays
      .filter(filter as never)
      .all()
      .catch((error: unknown) => (error instanceof InvalidRequestError ? error.faults : error));
    expect(faults).toEqual([
      {
        code: 'counter-filter',
        columns: ['plays'],
        problem: '"plays" is a counter, which can be neither key nor index column.',
        fix:
          'Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or declare ' +
          "Table('plays_filtered_by_plays', { columns: { id: text(), plays: bigint() }, partitionKey: ['id'], " +
          "clusteringKey: ['plays'] }) and write the number into it now and then.",
      },
    ]);
    expect(plays.allowFiltering().filter(filter).toCql()).toMatch(
      /WHERE "id" = \? AND "plays" > \? ALLOW FILTERING$/,
    );
  });

  it('says nothing of filtering where keys and indexes serve the filter', () => {
    expect(whereOf(filtered({ city: 'a', region: 'b' }))).toBe('"city" = ? AND "region" = ?');
    expect(whereOf(filtered({ email: 'e' }))).toBe('"email" = ?');
  });

  it('goes with order, limits and aggregates', () => {
    const one = filtered({ city: 'a', region: 'b', name: 'n' });
    expect(whereOf(one.orderBy({ age: 'desc' }).perPartitionLimit(2))).toBe(
      '"city" = ? AND "region" = ? AND "name" = ? ORDER BY "age" DESC PER PARTITION LIMIT ? ALLOW FILTERING',
    );
    expect(filtered({ name: 'n' }).select({ n: count() }).toCql()).toBe(
      'SELECT count("age") AS "=0" FROM "ks"."people_filtered" WHERE "name" = ? ALLOW FILTERING',
    );
  });

  const partition = { city: 'a', region: 'b' };
  it.each<[string, unknown, Query<Person>]>([
    ['empty-filter', 'none', filtered({})],
    ['not-equal', 'ne', filtered({ name: { ne: 'n' } })],
    ['operator', 'between', filtered({ name: { between: ['a', 'b'] } })],
    ['like', 'like', filtered({ name: { like: 'x%' } })],
    ['null-value', 'null', filtered({ name: null })],
    ['undefined-value', 'undefined', filtered({ name: undefined })],
    ['unknown-column', 'nosuch', filtered({ nosuch: 1 })],
    ['wrong-type', 'a text', filtered({ age: '3' })],
    ['in-too-long', 'in', filtered({ age: { in: Array.from({ length: 101 }, (_, i) => i) } })],
    ['index-partition-in', 'email', filtered({ city: { in: ['a', 'b'] }, email: 'e' })],
    ['order-needs-partition', 'none', filtered({ name: 'n' }).orderBy({ age: 'asc' })],
    [
      'order-with-index',
      'email',
      filtered({ ...partition, email: 'e', name: 'n' }).orderBy({ age: 'asc' }),
    ],
    [
      'order-partition-in',
      'city',
      filtered({ city: { in: ['a', 'b'] }, region: 'r', name: 'n' }).orderBy({ age: 'asc' }),
    ],
    ['order-gap', 'uid', filtered({ ...partition, name: 'n' }).orderBy({ uid: 'asc' })],
  ])('does not lift %s (%s)', async (code, _, query) => {
    sent.length = 0;
    const error: unknown = await query.all().catch((thrown: unknown) => thrown);
    if (!(error instanceof InvalidRequestError)) throw new Error('It was not refused');
    expect(error.faults.map((fault) => fault.code)).toContain(code);
    expect(sent).toEqual([]);
  });

  it('is named where it helps: first for one partition, last for the whole table', async () => {
    const fixOf = async (filter: unknown): Promise<string> => {
      const error: unknown = await people
        .filter(filter as never)
        .all()
        .catch((thrown: unknown) => thrown);
      return error instanceof InvalidRequestError ? error.fix : '';
    };
    expect(await fixOf({ ...partition, name: 'n' })).toMatch(
      /^Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering\(\)\.filter\(…\); or add 'name' to indexes/,
    );
    expect(await fixOf({ name: 'n' })).toMatch(
      /or opt in to ALLOW FILTERING, which reads the whole table: allowFiltering\(\)\.filter\(…\)\.$/,
    );
    expect(await fixOf({ email: 'e', name: 'n' })).toMatch(/which reads the whole table: .*\.$/);
  });

  it('is logged once for each table, without values', async () => {
    const lines: string[] = [];
    const logger: LoggerService = {
      log: () => undefined,
      error: () => undefined,
      warn: (line: string) => lines.push(line),
    };
    Logger.overrideLogger(logger);
    await filtered({ email: 'secret' }).all();
    expect(lines).toEqual([]);
    await filtered({ name: 'secret' }).all();
    await filtered({ age: 3 }).page({ size: 3 });
    Logger.overrideLogger(true);
    expect(lines).toEqual([
      'people_filtered: ALLOW FILTERING reads the whole table to filter by "name". Said once per table.',
    ]);
  });
});
