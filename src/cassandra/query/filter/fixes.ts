import { hasRangeIndex } from '../../table/column/column-kind.js';
import type { MapIndexTarget } from '../../table/indexes/index-declaration.js';
import { whyNotIndexable } from '../../table/indexes/index-target.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { named } from '../query-fault.js';
import type { Restriction } from './restriction.js';

/** "Give "cityId"" */
export function giveColumns(columns: readonly ColumnModel[]): string {
  return `give ${named(columns)}`;
}

/** Only where the column's type serves the operator; projections have no indexes. */
export function addIndex({ definition }: TableModel, restriction: Restriction): string | undefined {
  if (!isIndexable(restriction) || definition.writes === 'projection') return undefined;
  const { property, kind } = restriction.column;
  if (restriction.type !== 'contains' || kind !== 'map') return `add '${property}' to indexes`;
  const targets = missingTargets(restriction).map(
    (target) => `{ column: '${property}', target: '${target}' }`,
  );
  return `add ${targets.join(' and ')} to indexes`;
}

/** What of the collection is looked into without an index on it. */
export function missingTargets(restriction: Restriction): readonly MapIndexTarget[] {
  if (restriction.type !== 'contains') return [];
  const { column, lookups } = restriction;
  const targets = new Set(lookups.map(({ target }) => target));
  return [...targets].filter((target) => !column.indexTargets.includes(target));
}

/** Ranges over an index are for ordered fixed-size types only; `in` over an index is for none. */
export function isIndexable({ column, type }: Restriction): boolean {
  switch (type) {
    case 'equal':
      return column.kind !== 'vector' && whyNotIndexable(column.type, 'column') === undefined;
    case 'contains':
      return whyNotIndexable(column.type, 'values') === undefined;
    case 'in':
      return false;
    case 'range':
      return hasRangeIndex(column.kind);
  }
}

export const readWholeTable = 'read the whole table with scan()';

/** ALLOW FILTERING; `isOnePartition`: with the complete partition key it reads no more than that partition. */
export function optIn(isOnePartition: boolean): string {
  const cost = isOnePartition ? 'reads the whole partition' : 'reads the whole table';
  return `opt in to ALLOW FILTERING, which ${cost}: allowFiltering().filter(…)`;
}

/** One sentence of alternatives, the first with a capital letter. */
export function either(...ways: readonly (string | undefined)[]): string {
  const text = ways.filter((way) => way !== undefined).join('; or ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
