import type { TableModel } from '../../table/table-model.js';
import { count } from '../selection/select-function.js';
import type { SelectRequest } from './select-request.js';

/** Counts the rows that a request would give, as `rows`. */
export function countingRequest(request: SelectRequest): SelectRequest {
  return { ...request, select: [{ rows: count() }], groupBy: undefined };
}

/** Gives the least of each row that tells that it is there: a column of its key. */
export function existenceRequest(
  { partitionKey, clusteringKey }: TableModel,
  request: SelectRequest,
): SelectRequest {
  // A partition of static values alone has no row, which a clustering column tells; DISTINCT has none to give.
  const [proof] = request.isDistinct === true ? [] : clusteringKey;
  return {
    ...request,
    select: (proof === undefined ? partitionKey : [proof]).map(({ property }) => property),
    isSelectedTwice: false,
    groupBy: undefined,
    perPartitionLimit: undefined,
    order: undefined,
  };
}
