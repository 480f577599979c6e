import { types } from 'node:util';
import { kindOfValue } from '../../codec/value/value-kind.js';
import { quoteIdentifier } from '../../cql/quote-identifier.js';
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
      faults.push(noColumn(model, property));
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

/** What CQL and other libraries can compare beside columns. */
function noColumn(model: TableModel, property: string): QueryFault {
  if (/^\$?token\b/i.test(property)) {
    return {
      code: 'token-in-filter',
      columns: [property],
      problem: 'A filter compares columns, not tokens.',
      fix: `Read a piece of the ring with scan({ ranges: [{ start, end }] }); or write the statement: ${statementCode(`token(${namesOf(model.partitionKey)}) > \${start}`)}.`,
    };
  }
  if (property.includes(',')) {
    return {
      code: 'tuple-in-filter',
      columns: [property],
      problem: 'A filter compares one column at a time, not several as a tuple.',
      fix: `Give each column by itself; or write the statement: ${statementCode(`(${namesOf(model.clusteringKey)}) > (…)`)}.`,
    };
  }
  return unknownColumn(model, property);
}

const statementCode = (where: string): string => `cassandra.query(cql\`SELECT … WHERE ${where}\`)`;

const namesOf = (columns: readonly ColumnModel[]): string =>
  columns.map(({ name }) => quoteIdentifier(name)).join(', ');

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
