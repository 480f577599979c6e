import { StatementTexts } from '../cql/statement-texts.js';
import { int, text } from '../table/column/column-builders.js';
import { Table } from '../table/table.js';
import { TableModel } from '../table/table-model.js';
import { planSelect } from '../query/plan/select-plan.js';
import { readFilter } from '../query/filter/read-filter.js';
import { planInsert } from './write/plan/plan-insert.js';
import { planUpdate } from './write/plan/plan-update.js';
import { WriteTarget } from './write/write-target.js';
import { RowMapper } from './row-mapper.js';

class User extends Table('users', {
  columns: { id: int(), a: text().nullable(), b: text().nullable(), c: text().nullable() },
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
      texts.add(planUpdate(target, { id: bits }, row, {})?.cql);
      texts.add(planSelect(selects, request).statement.cql);
    }
    expect(texts.size).toBe(3);
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
