import { ListQueryDto } from '../list/list.dto.js';
import { invalidRequest } from '../problem/problem.js';
import { validationPipe } from '../validation.js';
import { type QueryParameters } from './filter-from-parameters.js';

/** What a list of a table was asked for: which part of it, and which rows. */
export interface FilteredListQuery {
  readonly list: ListQueryDto;
  readonly filter: QueryParameters;
}

/** Node reads no more of an address, and drops the rest: a list without part of its filter would be another list. */
const mostParameters = 1000;

/** Tells the parameters every list has from those that are a filter; the former are validated here. */
export async function splitQuery(parameters: QueryParameters): Promise<FilteredListQuery> {
  if (Object.values(parameters).flat().length >= mostParameters) {
    throw invalidRequest([{ property: 'query', messages: ['There are too many parameters'] }]);
  }
  const { pageSize, cursor, ...filter } = parameters;
  const list = (await validationPipe().transform(
    { ...(pageSize !== undefined && { pageSize }), ...(cursor !== undefined && { cursor }) },
    { type: 'query', metatype: ListQueryDto },
  )) as ListQueryDto;
  return { list, filter };
}
