import { StatementTexts } from '../cql/statement-texts.js';
import { int, text } from '../table/column/column-builders.js';
import { Table } from '../table/table.js';
import { TableModel } from '../table/table-model.js';
import { planSelect } from '../query/plan/select-plan.js';
import { readFilter } from '../query/filter/read-filter.js';
import { planInsert } from './write/plan/plan-insert.js';
import { planUpdate } from './write/plan/plan-update.js';
import { maxChosenTexts } from './write/plan/update-texts.js';
import { WriteTarget } from './write/write-target.js';
import { RowMapper } from './read/row-mapper.js';

class User extends Table('users', {
  columns: { id: int(), a: text().nullable(), b: text().nullable(), c: text().nullable() },
  partitionKey: ['id'],
}) {}

const columns = ['a', 'b', 'c', 'd', 'e'];

class Wide extends Table('wide', {
  columns: { id: int(), a: text(), b: text(), c: text(), d: text(), e: text() },
  partitionKey: ['id'],
}) {}

const model = new TableModel(User.definition);
const target = new WriteTarget('ks', model);
const selects = {
  keyspace: 'ks',
  model,
  texts: new StatementTexts(),
  maxInValues: 100,
  pageSize: 5000,
  mapper: new RowMapper(User, model, 'error'),
};

describe('The statements of a table', () => {
  it('are few whatever rows, changes and filters say: each text is prepared and cached once', () => {
    const texts = new Set<string | undefined>();
    for (let bits = 1; bits < 8; bits++) {
      const row = {
        ...((bits & 1) !== 0 && { a: 'x' }),
        ...((bits & 2) !== 0 && { b: null }),
        ...((bits & 4) !== 0 && { c: 'z' }),
      };
      const ids = Array.from({ length: bits }, (_, index) => index);
      const filter = readFilter(model, { id: { in: ids } });
      const request = { filter, order: undefined, limit: bits, settings: {} };
      texts.add(planInsert(target, { id: bits, ...row }, { ttlSeconds: bits }, false).cql);
      texts.add(planInsert(target, { id: bits, ...row }, {}, false).cql);
      texts.add(planSelect(selects, request).statement.cql);
    }
    expect(texts.size).toBe(2);
  });

  it('are bounded for updates: the first sets of columns have one each, later ones share one that sets all', () => {
    const target = new WriteTarget('ks', new TableModel(Wide.definition));
    const texts = new Set<string>();
    for (let bits = 1; bits < 2 ** columns.length; bits++) {
      const changes = Object.fromEntries(
        columns.filter((_, at) => (bits & (1 << at)) !== 0).map((column) => [column, 'x']),
      );
      for (const options of [{}, { ttlSeconds: 60 }, { timestamp: 5n }]) {
        const update = planUpdate(target, { id: bits }, changes, options);
        if (update === undefined) throw new Error('Nothing to change');
        expect(update.values).toHaveLength(update.cql.split('?').length - 1);
        expect(update.values.filter((value) => value === 'x')).toHaveLength(
          Object.keys(changes).length,
        );
        texts.add(update.cql);
      }
    }
    const all = columns.map((column) => `"${column}" = ?`).join(', ');
    const shared = [...texts].slice(maxChosenTexts);
    expect(shared).toEqual([
      `UPDATE "ks"."wide" USING TTL ? SET ${all} WHERE "id" = ?`,
      `UPDATE "ks"."wide" USING TTL ? AND TIMESTAMP ? SET ${all} WHERE "id" = ?`,
    ]);
  });

  it('differ where selects differ in more than values', () => {
    const whole = {
      filter: readFilter(model, { id: 1 }),
      order: undefined,
      limit: undefined,
      settings: {},
    };
    const requests = [
      whole,
      { ...whole, filter: readFilter(model, { id: { in: [1] } }) },
      { ...whole, limit: 1 },
      { ...whole, perPartitionLimit: 1 },
      { ...whole, select: ['a'] },
      { ...whole, select: ['b'] },
      { ...whole, isDistinct: true },
      { ...whole, filter: readFilter(model, { id: 1, a: 'x' }), allowsFiltering: true },
    ];
    const texts = requests.map((request) => planSelect(selects, request).statement.cql);
    expect(new Set(texts).size).toBe(requests.length);
    expect(requests.map((request) => planSelect(selects, request).statement.cql)).toEqual(texts);
  });
});
