import { kindOfValue } from '../../codec/value/value-kind.js';
import type { ColumnModel } from '../../table/table-model.js';
import type { QueryFault } from '../query-fault.js';

/** The fault of a value that is not there. Never dropped silently: the query would widen. */
export function missingValue(column: ColumnModel, value: unknown): QueryFault | undefined {
  if (value === undefined) {
    return {
      code: 'undefined-value',
      columns: [column.property],
      problem: `"${column.property}" is undefined.`,
      fix: 'Leave the property out where it is not meant.',
    };
  }
  if (value === null) {
    return {
      code: 'null-value',
      columns: [column.property],
      problem: `"${column.property}" is null, and Cassandra cannot search for a null.`,
      fix: 'Leave the property out, or filter the rows in the application.',
    };
  }
  return undefined;
}

export function wrongType(column: ColumnModel, value: unknown): QueryFault | undefined {
  const { codec } = column;
  if (codec.accepts(value)) return undefined;
  return {
    code: 'wrong-type',
    columns: [column.property],
    problem: `"${column.property}" (${column.cqlType}) does not take ${kindOfValue(value)}.`,
    fix: `Give ${codec.expected}${Array.isArray(value) ? ', or { in: […] }' : ''}.`,
  };
}
