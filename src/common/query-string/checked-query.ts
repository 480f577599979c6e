import {
  cassandraProblem,
  InvalidRequestError,
  type Query,
  type TableOf,
} from '../../cassandra/index.js';
import { ProblemException, type PropertyFault } from '../problem/problem.js';
import { columnType } from './filter-from-parameters.js';
import { textForm } from './value-from-text.js';

/** Where a client wrote its filter. */
export interface FilterPlace {
  /** Before the name of a property there. */
  readonly prefix: string;
  /** How a sentence about it begins. */
  readonly words: string;
}

/** A query of a client's making. What the table cannot serve is refused before anything is sent: 400, with all its faults. */
export function checkedQuery<Entity>(
  table: TableOf<unknown>,
  place: FilterPlace,
  makeQuery: () => Query<Entity>,
): Query<Entity> {
  try {
    const query = makeQuery();
    // Faults come when a query is first used, and this use sends nothing.
    query.toCql();
    return query;
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    const { code, detail, errors = [] } = cassandraProblem(error);
    throw new ProblemException({
      status: 400,
      code,
      detail,
      errors: errors.map((fault) => ofPlace(table, place, fault)),
    });
  }
}

/** The words are those of code, where a Date is asked for: they are followed by how it is written there. */
function ofPlace(
  table: TableOf<unknown>,
  { prefix, words }: FilterPlace,
  fault: PropertyFault,
): PropertyFault {
  const type = columnType(table, fault.property);
  const form = type === undefined ? undefined : textForm(type);
  const said = fault.code === 'wrong-type' && form !== undefined ? [`${words} it is ${form}.`] : [];
  const property = `${prefix}${fault.property}`;
  return { ...fault, property, messages: [...fault.messages, ...said] };
}
