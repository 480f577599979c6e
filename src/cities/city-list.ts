import { type ListSource } from '../common/list/list-source.js';
import { invalidRequest } from '../common/problem/problem.js';
import { type CitiesQueryDto } from './cities-query.dto.js';
import { type CitiesService } from './cities.service.js';
import { type ShownCity } from './city.table.js';

const defaultLimit = 10;

/** The list a query asks for. Each is read from the table whose key answers it; no table answers two of them together. */
export function cityListOf(cities: CitiesService, query: CitiesQueryDto): ListSource<ShownCity> {
  const { country, prefix, limit, minPopulation, maxPopulation } = query;
  refuseTogether(query);
  if (prefix !== undefined) return cities.beginningWith(prefix, limit ?? defaultLimit);
  if (country === undefined) return cities.all();
  return cities.ofCountry(country, {
    ...(minPopulation !== undefined && { minPopulation }),
    ...(maxPopulation !== undefined && { maxPopulation }),
  });
}

function refuseTogether(query: CitiesQueryDto): void {
  const { country, prefix, minPopulation, maxPopulation } = query;
  const refuse = (property: keyof CitiesQueryDto, message: string): never => {
    throw invalidRequest([{ property, messages: [`${property} ${message}`] }]);
  };
  if (prefix !== undefined && country !== undefined) refuse('prefix', 'goes without country');
  if (prefix === undefined && query.limit !== undefined) refuse('limit', 'goes with prefix');
  for (const bound of ['minPopulation', 'maxPopulation'] as const) {
    if (country === undefined && query[bound] !== undefined) refuse(bound, 'goes with country');
  }
  if (minPopulation !== undefined && maxPopulation !== undefined && minPopulation > maxPopulation) {
    refuse('minPopulation', 'must not be greater than maxPopulation');
  }
}
