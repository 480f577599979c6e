import type { TableModel } from '../../table/table-model.js';
import { partitionInFault } from '../filter/check-index-use.js';
import { isServedByKey } from '../key-path.js';
import { addIndex, either, giveColumns, isIndexable } from '../filter/fixes.js';
import type { Restriction } from '../filter/restriction.js';
import { isOptions } from '../plan/option-names.js';
import type { SelectRequest } from '../plan/select-request.js';
import type { QueryFault } from '../query-fault.js';
import type { ReadNearest } from './read-nearest.js';

const maxRows = 1000;

const ann = (columns: readonly string[], problem: string, fix: string): QueryFault => ({
  code: 'ann',
  columns,
  problem,
  fix,
});

/** The rules of a search of vectors but those of its filter: it has one page and one replica. */
export function checkNearest(
  { faults }: ReadNearest,
  { limit, settings }: Pick<SelectRequest, 'limit' | 'settings'>,
  defaultPageSize: number,
): readonly QueryFault[] {
  // What is no object is told of with the settings.
  const isHeard = isOptions(settings);
  const pageSize = (isHeard ? settings.pageSize : undefined) ?? defaultPageSize;
  const all = [...faults];
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > maxRows) {
    const problem = 'The nearest rows need a limit, a whole number of 1 or more.';
    all.push(ann([], problem, `Give 1 to ${String(maxRows)}.`));
  } else if (limit > pageSize) {
    const problem = 'The limit is over the page size, and the nearest rows have one page only.';
    all.push(ann([], problem, either('lower the limit', 'raise pageSize')));
  }
  if (isHeard && settings.consistency !== 'ONE' && settings.consistency !== 'LOCAL_ONE') {
    const problem = 'Cassandra finds the nearest rows on one replica, whatever the consistency.';
    all.push(ann([], problem, "Leave consistency out, or give 'LOCAL_ONE' or 'ONE'."));
  }
  return all;
}

/** Which rows may be searched: those of a key prefix in one partition, and of index columns; ALLOW FILTERING lifts nothing. */
export function checkNearestFilter(
  model: TableModel,
  { column }: ReadNearest,
  restrictions: readonly Restriction[],
): readonly QueryFault[] {
  return restrictions.flatMap((restriction): readonly QueryFault[] => {
    if (isServedByKey(model, restrictions, restriction)) {
      const vector = { column: column ?? restriction.column };
      return [partitionInFault(restriction, [vector])].flatMap((fault) => fault ?? []);
    }
    if (restriction.column.isIndexed && isIndexable(restriction)) return [];
    const { property } = restriction.column;
    return [
      ann(
        [property],
        `"${property}" cannot stand beside the nearest: neither the key nor an index serves it.`,
        either(
          giveMissing(model, restrictions, restriction),
          addIndex(model, restriction),
          `leave "${property}" out`,
        ),
      ),
    ];
  });
}

/** The columns of the key without which this one, if it is of the key, is of no use. */
function giveMissing(
  model: TableModel,
  restrictions: readonly Restriction[],
  { column }: Restriction,
): string | undefined {
  if (!model.key.includes(column)) return undefined;
  const needed = Math.max(model.key.indexOf(column), model.partitionKey.length);
  const missing = model.key
    .slice(0, needed)
    .filter((one) => !restrictions.some((other) => other.column === one));
  return missing.length === 0 ? undefined : giveColumns(missing);
}
