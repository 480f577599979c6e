import { type Column, type Columns, plainColumn } from './column.js';
import type { ColumnKind } from './column-kind.js';
import type { FieldRule } from './element-rules.js';
import type { UdtType } from './cql-type.js';
import { innerType, unheard } from './inner-column.js';
import { snakeCase } from '../snake-case.js';

/** The JavaScript value of a user-defined type: an object with all its fields, nullable ones may be null. */
export type UdtValue<Fields extends Columns> = {
  -readonly [Property in keyof Fields]: Fields[Property] extends Column<
    infer Value,
    ColumnKind,
    infer Nullable
  >
    ? true extends Nullable
      ? Value | null
      : Value
    : never;
};

/** A field has a name, and a value that may be missing. */
const heardOfFields = ['.nullable()', '.named(…)', '.default(…)'] as const;

/**
 * Declares a user-defined type, as a column of it. `schema: 'sync'` creates it in the keyspace of the table.
 * Prefer `frozen()`: a value that is not frozen can be neither key nor index column, nor stand in a collection.
 *
 * @example
 * const Address = udt('address', { street: text(), zipCode: text().nullable() });
 * class User extends Table('users', {
 *   columns: { id: uuid(), home: frozen(Address) },
 *   partitionKey: ['id'],
 * }) {}
 */
export function udt<const Fields extends Columns>(
  name: string,
  fields: Fields & { readonly [Property in keyof Fields]: FieldRule<Fields[Property]> },
): Column<UdtValue<Fields>, 'udt', false, false> {
  const declared: readonly (readonly [string, Column])[] = Object.entries({ ...fields });
  const type: UdtType = Object.freeze({
    name,
    fields: declared.map(([property, field]) => {
      const { columnName, isNullable, defaultValue } = { ...field };
      const fieldName = columnName ?? snakeCase(property);
      return { property, name: fieldName, type: innerType(field), isNullable, defaultValue };
    }),
  });
  const columns = declared.map(([, field]) => field);
  const cqlType = Object.freeze({
    kind: 'udt',
    udt: type,
    ...unheard(columns, heardOfFields),
  } as const);
  return plainColumn('udt', cqlType);
}
