import { codecOf } from '../../../codec/codecs.js';
import { kindOfValue } from '../../../codec/value/value-kind.js';
import { isPlainObject } from '../../../query/filter/read-filter.js';
import type { CqlType, UdtField, UdtType } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import type { WriteFault } from '../check/write-fault.js';
import type { ReadOperation } from './assignment.js';
import { isOperation } from './operation.js';
import { foreignOperation } from './read-elements.js';

/** `setFields` of a user-defined type that is not frozen. */
export function readFields(
  column: ColumnModel,
  type: CqlType,
  parts: readonly unknown[],
): ReadOperation {
  if (type.kind !== 'udt') throw new TypeError('This is no user-defined type');
  const [operation, ...more] = parts;
  const isOne = isOperation(operation) && operation.name === 'setFields';
  const fields: unknown = isOne ? operation.operand : undefined;
  if (more.length > 0 || !isPlainObject(fields)) {
    return [foreignOperation('wrong-type', column, 'setFields')];
  }
  const faults = [
    ...unknownFields(column, type.udt, fields),
    ...type.udt.fields.flatMap((field) => fieldFaults(column, field, fields[field.property])),
  ];
  if (faults.length > 0) return faults;
  const values = type.udt.fields.map((field) => encode(field, fields[field.property]));
  return values.every((value) => value === undefined) ? undefined : { shape: 'fields', values };
}

/** Also of the fields that a condition names. */
export function unknownFields(
  column: ColumnModel,
  { fields }: UdtType,
  given: Readonly<Record<string, unknown>>,
): readonly WriteFault[] {
  const known = fields.map(({ property }) => property);
  return Object.keys(given)
    .filter((property) => !known.includes(property))
    .map((property) => ({
      code: 'unknown-column',
      columns: [column.property],
      problem: `"${column.property}" (${column.cqlType}) has no field "${property}".`,
      fix: `It has ${known.join(', ')}.`,
    }));
}

function fieldFaults(column: ColumnModel, field: UdtField, value: unknown): readonly WriteFault[] {
  if (value === undefined) return [];
  const name = `"${column.property}.${field.property}"`;
  if (value === null) {
    if (field.isNullable) return [];
    const fix = 'Give a value, or declare the field .nullable().';
    return [
      { code: 'column-null', columns: [column.property], problem: `${name} is not nullable.`, fix },
    ];
  }
  const codec = codecOf(field.type);
  if (codec.accepts(value)) return [];
  return [
    {
      code: 'wrong-type',
      columns: [column.property],
      problem: `${name} does not take ${kindOfValue(value)}.`,
      fix: `Give ${codec.expected}.`,
    },
  ];
}

function encode(field: UdtField, value: unknown): unknown {
  return value === undefined || value === null ? value : codecOf(field.type).encode(value);
}
