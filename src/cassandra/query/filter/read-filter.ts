import { types } from 'node:util';
import { kindOfValue } from '../../codec/value/value-kind.js';
import { propertyCode, typeCode } from '../../table/column/column-code.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { nearestName } from './nearest-name.js';
import type { QueryFault } from '../query-fault.js';
import { collectionEqual } from './read-lookups.js';
import { readOperators } from './read-operators.js';
import type { Restriction } from './restriction.js';
import { missingValue, wrongType } from './value-faults.js';

/** What a filter says column by column, and what is wrong with the columns taken one at a time. */
export interface ReadFilter {
  readonly restrictions: readonly Restriction[];
  /** Columns whose condition is at fault: taken as given, so that the rest can still be judged. */
  readonly notUnderstood: readonly ColumnModel[];
  readonly faults: readonly QueryFault[];
}

/** Reads a filter that may come from anywhere: JSON, JavaScript, a cast. Values are encoded, and so copied, here. */
export function readFilter(model: TableModel, filter: unknown): ReadFilter {
  if (!isPlainObject(filter)) {
    return {
      restrictions: [],
      notUnderstood: [],
      faults: [
        {
          code: 'filter-kind',
          columns: [],
          problem: `A filter is an object of columns and values, not ${kindOfValue(filter)}.`,
          fix: `Give { ${model.partitionKey.map((column) => column.property).join(', ')} }.`,
        },
      ],
    };
  }
  const restrictions: Restriction[] = [];
  const notUnderstood: ColumnModel[] = [];
  const faults: QueryFault[] = [];
  for (const [property, value] of Object.entries(filter)) {
    const column = model.column(property);
    if (column === undefined) {
      faults.push(unknownColumn(model, property));
      continue;
    }
    const read = readColumn(column, value);
    if ('code' in read) {
      faults.push(read);
      notUnderstood.push(column);
    } else {
      restrictions.push(read);
    }
  }
  return { restrictions, notUnderstood, faults };
}

export function unknownColumn(model: TableModel, property: string): QueryFault {
  const known = model.columns.map((column) => column.property);
  const nearest = nearestName(property, known);
  return {
    code: 'unknown-column',
    columns: [property],
    problem: `There is no column "${property}".`,
    fix: nearest === undefined ? `It has ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
  };
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  // Nearly all are; the questions below take most of the time of a read by key, and are for objects of classes.
  if (Object.getPrototypeOf(value) === Object.prototype) return true;
  return (
    !Array.isArray(value) &&
    !types.isDate(value) &&
    !types.isSet(value) &&
    !types.isMap(value) &&
    !ArrayBuffer.isView(value)
  );
}

function readColumn(column: ColumnModel, value: unknown): Restriction | QueryFault {
  const missing = missingValue(column, value);
  if (missing !== undefined) return missing;
  if (column.kind === 'udt') return udtFilter(column);
  // A frozen UDT is an object too.
  if (isPlainObject(value) && !column.codec.accepts(value)) return readOperators(column, value);
  if (column.isCollection) return collectionEqual(column);
  const wrong = wrongType(column, value);
  return wrong ?? { column, type: 'equal', value: column.codec.encode(value) };
}

function udtFilter(column: ColumnModel): QueryFault {
  return {
    code: 'udt-filter',
    columns: [column.property],
    problem: `"${column.property}" (${column.cqlType}) is stored field by field and cannot be compared.`,
    fix: `Declare ${propertyCode(column.property, `frozen(${typeCode(column.type)})`)} and add '${column.property}' to indexes; or declare a column of its own for the field.`,
  };
}
