import {
  type Cassandra,
  type Filter,
  type Query,
  type ReadRepository,
} from '../../cassandra/index.js';
import { invalidRequest, type PropertyFault } from '../../common/problem/problem.js';
import { checkedQuery } from '../../common/query-string/checked-query.js';
import {
  filterFromParameters,
  propertiesOf,
} from '../../common/query-string/filter-from-parameters.js';
import {
  type JsonFilter,
  parametersFromJson,
} from '../../common/query-string/parameters-from-json.js';
import { exportableColumns, type ExportSource, notExportable } from './export-source.js';

const prefix = 'where.';

/**
 * The rows a client asks for, by a filter that the table's key or an index can serve: never a scan of the whole table, never
 * CQL, and never by a column that is in no file. What is not such a filter is a 400 with all that is wrong with it.
 */
export function checkedWhere(
  cassandra: Cassandra,
  source: ExportSource,
  where: JsonFilter,
): Query<unknown> {
  const faults: PropertyFault[] = [];
  const parameters = parametersFromJson(where, (fault) => faults.push(fault));
  const known = exportableColumns(source);
  for (const property of propertiesOf(parameters).filter((name) => !known.includes(name))) {
    faults.push({ property, messages: [notExportable(source, [property])] });
  }
  if (faults.length > 0) {
    throw invalidRequest(
      faults.map((fault) => ({ ...fault, property: `${prefix}${fault.property}` })),
    );
  }
  const { table } = source;
  return checkedQuery(table, { prefix, words: 'In a filter' }, () => {
    const repository = cassandra.repository(table) as ReadRepository<unknown>;
    const filter = filterFromParameters(table, parameters);
    // Whatever it says, `filter` checks it all.
    return repository.filter(filter as unknown as Filter<unknown>);
  });
}
