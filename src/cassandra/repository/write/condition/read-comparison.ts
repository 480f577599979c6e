import { codecOf } from '../../../codec/codecs.js';
import { kindOfValue } from '../../../codec/value/value-kind.js';
import { isPlainObject } from '../../../query/filter/read-filter.js';
import { type CqlType, holdsKind } from '../../../table/column/cql-type.js';
import type { ColumnModel } from '../../../table/table-model.js';
import { columnFault, type WriteFault, type WriteFaultCode } from '../check/write-fault.js';

/** One term of a condition: `"n" > ?`. */
export interface Term {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Terms, or what is wrong with them. */
export type ReadTerms =
  { readonly terms: readonly Term[] } | { readonly faults: readonly WriteFault[] };

/** What is compared: a column, an element `"c"[?]` with its place as value, a field `"c"."f"`. */
export interface Subject {
  readonly text: string;
  readonly place?: unknown;
}

const bounds = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Reads a value (null: there is none), `{ ne }`, `{ in: […] }` or one or two bounds. */
export function readComparison(
  column: ColumnModel,
  type: CqlType,
  subject: Subject,
  operand: unknown,
): ReadTerms {
  const fault = (code: WriteFaultCode, problem: string, fix: string): ReadTerms => ({
    faults: [columnFault(code, column, problem, fix)],
  });
  const codec = codecOf(type);
  const term = (operator: string, value: unknown): Term => ({
    text: `${subject.text} ${operator} ?`,
    values: [...('place' in subject ? [subject.place] : []), value],
  });
  if (operand === undefined) return fault('if-null', 'is undefined in a condition.', leaveOut);
  if (operand === null) return { terms: [term('=', null)] };
  if (codec.accepts(operand)) return { terms: [term('=', codec.encode(operand))] };
  if (!isPlainObject(operand)) return { faults: [wrongType(column, type, operand)] };
  const names = Object.keys(operand);
  const foreign = names.find(
    (name) => name !== 'ne' && name !== 'in' && !Object.hasOwn(bounds, name),
  );
  if (foreign !== undefined || names.length === 0) {
    const given = foreign === undefined ? 'no operator' : `no ${JSON.stringify(foreign)}`;
    return fault('operator', `(${column.cqlType}) has ${given} in a condition.`, operators);
  }
  if (!isLegalCombination(names)) {
    return fault(
      'bounds',
      `has ${names.join(' and ')}, which exclude each other.`,
      oneLowerOneUpper,
    );
  }
  if (names.includes('in')) return readIn(column, type, term, operand.in);
  if (names.includes('ne')) {
    const { ne } = operand;
    if (ne === undefined) return fault('if-null', 'is undefined in a condition.', leaveOut);
    if (ne === null) return { terms: [term('!=', null)] };
    if (!codec.accepts(ne)) return { faults: [wrongType(column, type, ne)] };
    return { terms: [term('!=', codec.encode(ne))] };
  }
  if (holdsKind(type, 'duration')) {
    return fault('operator', `(${column.cqlType}) has no order.`, 'Compare by = or ne.');
  }
  const terms: Term[] = [];
  for (const [name, operator] of Object.entries(bounds)) {
    if (!names.includes(name)) continue;
    const value = operand[name];
    if (value === null || value === undefined) {
      return fault('if-null', `has a bound that is ${kindOfValue(value)}.`, leaveOut);
    }
    if (!codec.accepts(value)) return { faults: [wrongType(column, type, value)] };
    terms.push(term(operator, codec.encode(value)));
  }
  return { terms };
}

function readIn(
  column: ColumnModel,
  type: CqlType,
  term: (operator: string, value: unknown) => Term,
  list: unknown,
): ReadTerms {
  const fault = (code: WriteFaultCode, problem: string, fix: string): ReadTerms => ({
    faults: [columnFault(code, column, problem, fix)],
  });
  if (!Array.isArray(list)) {
    return fault(
      'in-not-array',
      `: in takes an array, not ${kindOfValue(list)}.`,
      'Give an array.',
    );
  }
  const values: readonly unknown[] = list;
  if (values.length === 0) {
    return fault('if-null', 'has an empty list after in, which nothing can meet.', leaveOut);
  }
  const codec = codecOf(type);
  for (const value of values) {
    if (value === null || value === undefined) {
      return fault(
        'if-null',
        `has ${kindOfValue(value)} in a list after in.`,
        'Compare it by = alone.',
      );
    }
    if (!codec.accepts(value)) return { faults: [wrongType(column, type, value)] };
  }
  return { terms: [term('IN', values.map(codec.encode))] };
}

export function wrongType(column: ColumnModel, type: CqlType, value: unknown): WriteFault {
  return columnFault(
    'wrong-type',
    column,
    `(${column.cqlType}): a condition does not take ${kindOfValue(value)} here.`,
    `Give ${codecOf(type).expected}.`,
  );
}

function isLegalCombination(names: readonly string[]): boolean {
  const both = (a: string, b: string): boolean => names.includes(a) && names.includes(b);
  const isAlone = names.length === 1 || !names.some((name) => name === 'in' || name === 'ne');
  return isAlone && !both('gt', 'gte') && !both('lt', 'lte');
}

const leaveOut = 'Give a value, null for "there is none", or leave the column out.';
const operators = 'Use a value, ne, in, gt, gte, lt or lte.';
const oneLowerOneUpper =
  'Give one lower bound (gt or gte), one upper bound (lt or lte), both, or ne or in alone.';
