import {
  cassandraProblem,
  type Filter,
  InvalidRequestError,
  type Query,
  type ReadRepository,
  type Row,
  type TableOf,
} from '../../cassandra/index.js';
import { invalidRequest, ProblemException, type PropertyFault } from '../problem/problem.js';
import {
  columnType,
  filterFromParameters,
  type QueryParameters,
} from './filter-from-parameters.js';
import { textForm } from './value-from-text.js';

/**
 * `repository.filter` for what a client wrote into an address, beside what its route fixes (`given`). What the table cannot
 * serve is refused before anything is sent: 400, with the code, the words and the fix that `filter` has for it in code.
 */
export function filterByParameters<Entity>(
  table: TableOf<Entity>,
  repository: ReadRepository<Entity>,
  given: Partial<Row<Entity>>,
  parameters: QueryParameters,
): Query<Entity> {
  const fixed = Object.keys(given).filter((property) => namesOf(parameters).includes(property));
  if (fixed.length > 0) {
    throw invalidRequest(
      fixed.map((property) => ({
        property,
        messages: [`${property} stands in the path and is no parameter`],
      })),
    );
  }
  try {
    const filter = { ...filterFromParameters(table, parameters), ...given };
    // Whatever it says, `filter` checks it all.
    const query = repository.filter(filter as unknown as Filter<Entity>);
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
      errors: errors.map((fault) => withTextForm(table, fault)),
    });
  }
}

/** The words are those of code, where a Date is asked for: they are followed by how it is written here. */
function withTextForm(table: TableOf<unknown>, fault: PropertyFault): PropertyFault {
  const type = columnType(table, fault.property);
  const form = type === undefined ? undefined : textForm(type);
  return fault.code !== 'wrong-type' || form === undefined
    ? fault
    : { ...fault, messages: [...fault.messages, `In an address it is ${form}.`] };
}

function namesOf(parameters: QueryParameters): readonly string[] {
  return Object.keys(parameters).map((name) => name.replace(/\[.*/, ''));
}
