import { kindOfValue } from '../../codec/value/value-kind.js';
import type { ColumnModel } from '../../table/table-model.js';
import type { QueryFault } from '../query-fault.js';
import type { BoundOperator, Restriction } from './restriction.js';
import { isLookup, noCollection, readLookups } from './read-lookups.js';
import { missingValue, wrongType } from './value-faults.js';

const boundOperators: Readonly<Record<string, BoundOperator>> = {
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};

const isBound = (operator: string): boolean => Object.hasOwn(boundOperators, operator);

/** Reads `{ in: […] }` or `{ gte: 1, lt: 5 }`, and `{ contains: … }` of a collection. */
export function readOperators(
  column: ColumnModel,
  operators: Readonly<Record<string, unknown>>,
): Restriction | QueryFault {
  const names = Object.keys(operators);
  if (column.isCollection) return readLookups(column, operators);
  const foreign = names.find((name) => name !== 'in' && !isBound(name));
  if (foreign !== undefined) return foreignOperator(column, foreign);
  const absent = names.map((name) => missingValue(column, operators[name])).find(Boolean);
  if (absent !== undefined) return absent;
  if (!isLegalCombination(names)) return illegalCombination(column, names);
  return names.includes('in') ? readIn(column, operators.in) : readBounds(column, names, operators);
}

function readIn(column: ColumnModel, list: unknown): Restriction | QueryFault {
  if (!Array.isArray(list)) {
    return {
      code: 'in-not-array',
      columns: [column.property],
      problem: `"${column.property}": in takes an array, not ${kindOfValue(list)}.`,
      fix: `Give ${column.property}: { in: […] }.`,
    };
  }
  const elements: readonly unknown[] = list;
  for (const element of elements) {
    const fault = missingValue(column, element) ?? wrongType(column, element);
    if (fault !== undefined) return fault;
  }
  return { column, type: 'in', values: withoutRepeats(column, elements) };
}

function withoutRepeats(column: ColumnModel, values: readonly unknown[]): readonly unknown[] {
  const byBytes = new Map(
    values.map((value) => [column.codec.toBytes(value).toString('latin1'), value]),
  );
  return [...byBytes.values()].map((value) => column.codec.encode(value));
}

function readBounds(
  column: ColumnModel,
  names: readonly string[],
  operators: Readonly<Record<string, unknown>>,
): Restriction | QueryFault {
  for (const name of names) {
    const fault = wrongType(column, operators[name]);
    if (fault !== undefined) return fault;
  }
  // In one order, whatever the caller's: `gte` with `lt` is one statement text, not two.
  const bounds = Object.entries(boundOperators)
    .filter(([name]) => names.includes(name))
    .map(([name, operator]) => ({ operator, value: column.codec.encode(operators[name]) }));
  return { column, type: 'range', bounds };
}

function isLegalCombination(names: readonly string[]): boolean {
  const both = (a: string, b: string): boolean => names.includes(a) && names.includes(b);
  const inBesideBound = names.includes('in') && names.length > 1;
  return names.length > 0 && !both('gt', 'gte') && !both('lt', 'lte') && !inBesideBound;
}

function illegalCombination(column: ColumnModel, names: readonly string[]): QueryFault {
  return {
    code: 'bounds',
    columns: [column.property],
    problem:
      names.length === 0
        ? `"${column.property}" has no operator.`
        : `"${column.property}" has ${names.join(' and ')}, which exclude each other.`,
    fix: 'Give one lower bound (gt or gte), one upper bound (lt or lte), both, or in alone.',
  };
}

function foreignOperator(column: ColumnModel, operator: string): QueryFault {
  const columns = [column.property];
  const problem = `"${column.property}": Cassandra has no ${operator}`;
  if (operator === 'ne') {
    return {
      code: 'not-equal',
      columns,
      problem: `${problem} in a filter.`,
      fix: 'Read the two ranges lt and gt, or leave the rows out in the application.',
    };
  }
  if (operator === 'like') {
    const { property } = column;
    return {
      code: 'like',
      columns,
      problem: `${problem} on this index or key.`,
      fix: `Declare a table with partitionKey: ['${property}Prefix'] and '${property}' first in its clusteringKey; its filter is { ${property}Prefix: 'ab', ${property}: { gte: 'abc', lt: 'abd' } }.`,
    };
  }
  if (isLookup(operator)) return noCollection(column, operator);
  return {
    code: 'operator',
    columns,
    problem: `"${column.property}": there is no operator ${JSON.stringify(operator)}.`,
    fix: 'Use a value, in, gt, gte, lt or lte; several queries for an OR.',
  };
}
