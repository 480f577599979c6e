import { quoteIdentifier } from '../../../cql/quote-identifier.js';
import { kindOfValue } from '../../../codec/value/value-kind.js';
import { nearestName } from '../../../query/filter/nearest-name.js';
import { isPlainObject } from '../../../query/filter/read-filter.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import { columnFault, type WriteFault } from '../check/write-fault.js';
import { readCollectionCondition } from './read-collection-condition.js';
import { readComparison, type ReadTerms, type Term } from './read-comparison.js';
import { readUdtCondition } from './read-udt-condition.js';

/** What follows IF. */
export interface ReadConditions {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly faults: readonly WriteFault[];
}

/** Reads `if: { … }`. `isStatic`: the write is of static columns, and so must the condition be. */
export function readConditions(
  model: TableModel,
  conditions: unknown,
  isStatic: boolean,
): ReadConditions {
  if (!isPlainObject(conditions)) return none([notConditions(kindOfValue(conditions))]);
  const properties = Object.keys(conditions);
  if (properties.length === 0) return none([notConditions('empty')]);
  const unknown = properties.filter((property) => model.column(property) === undefined);
  const faults: WriteFault[] = unknown.map((property) => unknownColumn(model, property));
  const terms: Term[] = [];
  // In one order, whatever the caller's, so that it makes no text of its own.
  const columns = model.columns.filter(({ property }) => properties.includes(property));
  for (const column of columns) {
    const misplaced = misplacedFault(column, isStatic);
    const read = misplaced ?? readCondition(column, conditions[column.property]);
    if ('faults' in read) faults.push(...read.faults);
    else terms.push(...read.terms);
  }
  return {
    text: terms.map(({ text }) => text).join(' AND '),
    values: terms.flatMap(({ values }) => values),
    faults,
  };
}

function readCondition(column: ColumnModel, operand: unknown): ReadTerms {
  if (column.isCollection) return readCollectionCondition(column, column.type, operand);
  if (column.kind === 'udt') return readUdtCondition(column, column.type, operand);
  return readComparison(column, column.type, { text: quoteIdentifier(column.name) }, operand);
}

function misplacedFault(
  column: ColumnModel,
  isStatic: boolean,
): { readonly faults: readonly WriteFault[] } | undefined {
  if (column.role === 'partition' || column.role === 'clustering') {
    const problem = 'is part of the key, which says already which row it is.';
    return { faults: [columnFault('if-column', column, problem, 'Leave it out.')] };
  }
  if (isStatic && column.role !== 'static') {
    const problem = 'belongs to a row, and the write is of static columns alone.';
    const fix = 'Leave it out, or give the complete key: update(key, …).';
    return { faults: [columnFault('if-column', column, problem, fix)] };
  }
  return undefined;
}

function unknownColumn(model: TableModel, property: string): WriteFault {
  const known = model.columns.map((column) => column.property);
  const nearest = nearestName(property, known);
  return {
    code: 'if-column',
    columns: [property],
    problem: `There is no column "${property}" for a condition.`,
    fix: nearest === undefined ? `It has ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
  };
}

function notConditions(kind: string): WriteFault {
  return {
    code: 'if-column',
    columns: [],
    problem: `A condition is an object of columns and what they must be, not ${kind}.`,
    fix: "Give { if: { status: 'open' } }.",
  };
}

function none(faults: readonly WriteFault[]): ReadConditions {
  return { text: '', values: [], faults };
}
