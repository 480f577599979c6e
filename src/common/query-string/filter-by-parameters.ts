import {
  type Filter,
  type Query,
  type ReadRepository,
  type Row,
  type TableOf,
} from '../../cassandra/index.js';
import { invalidRequest } from '../problem/problem.js';
import { checkedQuery } from './checked-query.js';
import {
  filterFromParameters,
  propertiesOf,
  type QueryParameters,
} from './filter-from-parameters.js';

const inAddress = { prefix: '', words: 'In an address' } as const;

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
  const properties = propertiesOf(parameters);
  const fixed = Object.keys(given).filter((property) => properties.includes(property));
  if (fixed.length > 0) {
    throw invalidRequest(
      fixed.map((property) => ({
        property,
        messages: [`${property} stands in the path and is no parameter`],
      })),
    );
  }
  return checkedQuery(table, inAddress, () => {
    const filter = { ...filterFromParameters(table, parameters), ...given };
    // Whatever it says, `filter` checks it all.
    return repository.filter(filter as unknown as Filter<Entity>);
  });
}
