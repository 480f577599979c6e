import { quoteIdentifier } from '../../../cql/quote-identifier.js';
import { isPlainObject } from '../../../query/filter/read-filter.js';
import type { CqlType } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import { unknownFields } from '../change/read-fields.js';
import type { WriteFault } from '../check/write-fault.js';
import { readComparison, type ReadTerms, type Term } from './read-comparison.js';

/** Reads a whole value of a user-defined type that is not frozen, `{ ne }`, or `{ fields: { … } }`. */
export function readUdtCondition(column: ColumnModel, type: CqlType, operand: unknown): ReadTerms {
  const text = quoteIdentifier(column.name);
  const isWhole = operand === null || operand === undefined || column.codec.accepts(operand);
  const fields: unknown = !isWhole && isPlainObject(operand) ? operand.fields : undefined;
  if (!isPlainObject(fields) || type.kind !== 'udt') {
    return readComparison(column, type, { text }, operand);
  }
  const faults: WriteFault[] = [...unknownFields(column, type.udt, fields)];
  const terms: Term[] = [];
  for (const field of type.udt.fields) {
    if (!Object.hasOwn(fields, field.property)) continue;
    const subject = { text: `${text}.${quoteIdentifier(field.name)}` };
    const read = readComparison(column, field.type, subject, fields[field.property]);
    if ('faults' in read) faults.push(...read.faults);
    else terms.push(...read.terms);
  }
  if (faults.length > 0) return { faults };
  return terms.length > 0 ? { terms } : readComparison(column, type, { text }, operand);
}
