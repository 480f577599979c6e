import { frozen, list, set } from '../../table/column/collection-builders.js';
import { double, int, text } from '../../table/column/column-builders.js';
import { Table } from '../../table/table.js';
import { TableModel } from '../../table/table-model.js';
import { udt } from '../../table/column/udt.js';
import { compareTypes } from './compare-types.js';
import type { LiveKeyspace } from '../live-schema.js';

const Place = udt('place', { latitude: double() });
const Address = udt('address', {
  street: text(),
  zipCode: text().nullable(),
  place: frozen(Place),
});

class User extends Table('users', {
  columns: { id: int(), homes: set(frozen(Address)), places: list(frozen(Place)) },
  partitionKey: ['id'],
}) {}

const models = [new TableModel(User.definition)];

function live(types: Readonly<Record<string, Readonly<Record<string, string>>>>): LiveKeyspace {
  const fields = Object.entries(types).map(
    ([name, of]) => [name, new Map(Object.entries(of))] as const,
  );
  return { tables: new Map(), indexes: [], types: new Map(fields) };
}

const place = { latitude: 'double' };
const address = { street: 'text', zip_code: 'text', place: 'frozen<place>' };

describe('compareTypes', () => {
  it('creates missing types, inner ones first', () => {
    expect(compareTypes('ks', models, live({})).map(({ cql }) => cql)).toEqual([
      'CREATE TYPE IF NOT EXISTS "ks"."place" ("latitude" double)',
      'CREATE TYPE IF NOT EXISTS "ks"."address" ("street" text, "zip_code" text, "place" frozen<"place">)',
    ]);
  });

  it('finds nothing where nothing differs, whatever the order of the fields', () => {
    const { street, ...rest } = address;
    expect(compareTypes('ks', models, live({ place, address: { ...rest, street } }))).toEqual([]);
  });

  it('adds a field that values may lack, and no other', () => {
    const { street, zip_code, place: inner } = address;
    expect(compareTypes('ks', models, live({ place, address: { street, place: inner } }))).toEqual([
      {
        subject: '"ks"."address"',
        name: 'address',
        column: 'zip_code',
        problem: 'The field is missing.',
        cql: 'ALTER TYPE "ks"."address" ADD IF NOT EXISTS "zip_code" text',
        action: 'add',
      },
    ]);
    const without = live({ place, address: { zip_code, place: inner } });
    expect(compareTypes('ks', models, without)).toMatchObject([
      { column: 'street', action: 'error' },
    ]);
  });

  it('refuses another type of a field, and says of a field it does not know', () => {
    const other = live({ place: { latitude: 'float' }, address: { ...address, more: 'int' } });
    expect(compareTypes('ks', models, other)).toMatchObject([
      { subject: '"ks"."place"', column: 'latitude', action: 'error' },
      { subject: '"ks"."address"', column: 'more', action: 'notice' },
    ]);
  });
});
