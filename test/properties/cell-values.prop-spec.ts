import fc from 'fast-check';
import { typeCql, type UdtType, udtsIn } from '../../src/cassandra/table/column/cql-type.js';
import { jsonWriter } from '../../src/export-engine/text/json-text.js';
import { TextOut } from '../../src/export-engine/text/text-out.js';
import { parseType } from '../../src/export-engine/types/parse-type.js';
import { bytesOf } from '../../src/export-engine/values/bytes-of.js';
import { jsForm } from '../../src/export-engine/values/js-form.js';
import { jsonForm } from '../../src/export-engine/values/json-form.js';
import { valueOf } from '../../src/export-engine/values/value-of.js';
import { anyRow, EveryType } from '../support/export-engine/every-type.js';
import '../support/seed.js';

const { columns } = EveryType.definition;
const udts = new Map(
  Object.values(columns)
    .flatMap(({ type }) => udtsIn(type))
    .map((udt) => [udt.name, fieldsOf(udt)]),
);
const types = new Map(
  Object.entries(columns).map(([name, { type }]) => [
    name,
    parseType(typeCql(type), (udt) => udts.get(udt)),
  ]),
);

describe('the value of a cell of any type', () => {
  it('has the same bytes again, from the value read and from its JSON', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        for (const [name, type] of types) {
          const value: unknown = Reflect.get(row, name) ?? null;
          if (value === null) continue;
          const bytes = bytesOf(type, jsForm)(value);

          const read = valueOf(type)(bytes, 0, bytes.length);
          expect(bytesOf(type, jsForm)(read)).toEqual(bytes);

          const out = new TextOut(64);
          jsonWriter(type)(out, bytes, 0, bytes.length);
          const json: unknown = JSON.parse(out.written.toString());
          const fromJson = bytesOf(type, jsonForm)(json);
          // JSON's objects have keys that are whole numbers first: the server sorts maps itself.
          expect(sorted(fromJson)).toEqual(sorted(bytes));
        }
      }),
      { numRuns: 100 },
    );
  });
});

function sorted(bytes: Buffer): Buffer {
  return Buffer.from(bytes).sort();
}

function fieldsOf(udt: UdtType): { readonly name: string; readonly type: string }[] {
  return udt.fields.map(({ name, type }) => ({ name, type: typeCql(type) }));
}
