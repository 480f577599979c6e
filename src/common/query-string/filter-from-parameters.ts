import {
  type CqlType,
  type Fault,
  InvalidQueryError,
  type TableOf,
} from '../../cassandra/index.js';
import { valueFromText } from './value-from-text.js';

/** The parameters of an address as Express gives them: a parameter that comes again has an array. */
export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

type Given = string | readonly string[];

interface Conditions {
  equal?: unknown;
  readonly operators: Map<string, unknown>;
}

/** `age` or `age[gte]`. Any other name is taken whole, for a column that does not exist. */
const parameterName = /^([^[\]]+)\[([^[\]]*)\]$/;

/** Operators whose operand is a list, of one value too. */
const takesList: ReadonlySet<string> = new Set(['in', 'containsAll', 'entry']);

/**
 * What parameters of an address ask of a table, in the form that `repository.filter` takes: `age[gte]=30&age[lt]=40` is
 * `{ age: { gte: 30, lt: 40 } }`. A list is a parameter that is repeated: `code[in]=a&code[in]=b`, or
 * `path=a&path=b` for a frozen one. Values become what their
 * columns take; whether the table can serve the filter is for `filter` to judge, which refuses what is no column, operator
 * or value.
 *
 * @throws InvalidQueryError for a column with a value and an operator beside it, which no filter can say
 */
export function filterFromParameters(
  table: TableOf<unknown>,
  parameters: QueryParameters,
): Record<string, unknown> {
  const byColumn = new Map<string, Conditions>();
  for (const [parameter, given] of Object.entries(parameters)) {
    if (given === undefined) continue;
    const [, property = parameter, operator] = parameterName.exec(parameter) ?? [];
    const conditions: Conditions = byColumn.get(property) ?? { operators: new Map() };
    byColumn.set(property, conditions);
    const type = columnType(table, property);
    if (operator === undefined) conditions.equal = wholeOf(type, given);
    else conditions.operators.set(operator, operandOf(type, operator, given));
  }
  const [first, ...others] = contradictions(byColumn);
  if (first !== undefined) throw new InvalidQueryError(table.definition.name, [first, ...others]);
  // Own properties, whatever their name: "__proto__" is one more column that does not exist.
  return Object.fromEntries(
    [...byColumn].map(([property, { equal, operators }]) => [
      property,
      operators.size === 0 ? equal : Object.fromEntries(operators),
    ]),
  );
}

/** The columns they are about, or what stands in their place. */
export function propertiesOf(parameters: QueryParameters): readonly string[] {
  return Object.keys(parameters).map((name) => parameterName.exec(name)?.[1] ?? name);
}

/** Undefined for what is no column, "constructor" included. */
export function columnType(table: TableOf<unknown>, property: string): CqlType | undefined {
  const { columns } = table.definition;
  return Object.hasOwn(columns, property) ? columns[property]?.type : undefined;
}

function contradictions(byColumn: ReadonlyMap<string, Conditions>): readonly Fault[] {
  return [...byColumn].flatMap(([property, { equal, operators }]) =>
    equal === undefined || operators.size === 0
      ? []
      : [
          {
            code: 'bounds',
            columns: [property],
            problem: `"${property}" has a value and ${[...operators.keys()].join(' and ')}, which exclude each other.`,
            fix: 'Give one value, or operators alone.',
          },
        ],
  );
}

/** A frozen list or set is compared as a whole: each of its elements is a parameter, and one alone is a list of one. */
function wholeOf(type: CqlType | undefined, given: Given): unknown {
  if (type?.kind !== 'frozen') return valueOf(type, given);
  const { of } = type;
  // A map, tuple or UDT has no text; the table refuses what was given.
  if (of.kind !== 'list' && of.kind !== 'set') return given;
  const texts = typeof given === 'string' ? [given] : given;
  const elements = texts.map((text) => valueFromText(of.element, text));
  return of.kind === 'set' ? new Set(elements) : elements;
}

function operandOf(type: CqlType | undefined, operator: string, given: Given): unknown {
  const list = takesList.has(operator) && typeof given === 'string' ? [given] : given;
  if (type?.kind === 'map') {
    if (operator === 'containsKey') return valueOf(type.key, list);
    if (operator === 'entry' && typeof list !== 'string')
      return list.map((text, index) => valueOf(index === 0 ? type.key : type.value, text));
    return valueOf(type.value, list);
  }
  return valueOf(type?.kind === 'list' || type?.kind === 'set' ? type.element : type, list);
}

function valueOf(type: CqlType | undefined, given: Given): unknown {
  if (type === undefined) return given;
  return typeof given === 'string'
    ? valueFromText(type, given)
    : given.map((text) => valueFromText(type, text));
}
