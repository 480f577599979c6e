import { type PropertyFault } from '../problem/problem.js';
import { type QueryParameters } from './filter-from-parameters.js';

/** A filter as a client writes it into a body: `{ "cityId": 3040051, "age": { "gte": 30, "lt": 40 } }`. */
export type JsonFilter = Readonly<Record<string, unknown>>;

const expected =
  'is a text, a number, true or false, a list of those, or an object of operators with them';

/** The same filter as an address has it, so that both are read by one rule; faults are told to `refuse`. */
export function parametersFromJson(
  filter: JsonFilter,
  refuse: (fault: PropertyFault) => void,
): QueryParameters {
  const parameters: [string, string | readonly string[]][] = [];
  for (const [property, condition] of Object.entries(filter)) {
    const isOperators =
      typeof condition === 'object' && condition !== null && !Array.isArray(condition);
    const named = isOperators
      ? Object.entries(condition).map(
          ([name, operand]) => [`${property}[${name}]`, operand] as const,
        )
      : [[property, condition] as const];
    // An object without operators would restrict nothing.
    if (named.length === 0) refuse({ property, messages: [`${property} ${expected}`] });
    for (const [name, operand] of named) {
      const texts = Array.isArray(operand) ? operand.map(textOf) : textOf(operand);
      if (texts === undefined || (Array.isArray(texts) && texts.includes(undefined))) {
        refuse({ property, messages: [`${name} ${expected}; numbers beyond 2^53 are texts`] });
      } else parameters.push([name, texts as string | string[]]);
    }
  }
  return Object.fromEntries(parameters);
}

/** JSON's whole numbers beyond 2^53 were rounded when they were read: they would find other rows. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value);
}
