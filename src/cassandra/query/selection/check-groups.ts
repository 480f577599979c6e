import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { nearestName } from '../filter/nearest-name.js';
import { named, type QueryFault } from '../query-fault.js';
import type { Restriction } from '../filter/restriction.js';

/** The columns rows are grouped by, in key order. */
export interface ReadGroups {
  readonly columns: readonly ColumnModel[];
  readonly faults: readonly QueryFault[];
}

/**
 * Rows can be grouped by a prefix of the primary key that holds the partition key; columns the filter fixes by `=` may be
 * left out.
 */
export function checkGroups(
  model: TableModel,
  restrictions: readonly Restriction[],
  properties: readonly unknown[],
): ReadGroups {
  const foreign = properties.filter(
    (property) => !model.key.some((column) => column.property === property),
  );
  if (foreign.length > 0 || properties.length === 0) {
    return { columns: [], faults: [notGroupable(model, foreign.map(nameOf))] };
  }
  const columns = model.key.filter(({ property }) => properties.includes(property));
  const last = columns.at(-1);
  const isFixed = (column: ColumnModel): boolean =>
    restrictions.some((one) => one.column === column && one.type === 'equal');
  const needed = Math.max(
    last === undefined ? 0 : model.key.indexOf(last) + 1,
    model.partitionKey.length,
  );
  const skipped = model.key
    .slice(0, needed)
    .filter((column) => !columns.includes(column) && !isFixed(column));
  if (skipped.length === 0) return { columns, faults: [] };
  return {
    columns,
    faults: [
      {
        code: 'group-by',
        columns: skipped.map(({ property }) => property),
        problem: `Grouping by ${named(columns)} skips ${named(skipped)} of the primary key.`,
        fix: `Group by ${prefixes(model)}; columns that the filter fixes by = may be left out.`,
      },
    ],
  };
}

/** A column name of the caller's own, cut short where it is something else. */
function nameOf(property: unknown): string {
  return typeof property === 'string' ? property : typeof property;
}

function notGroupable(model: TableModel, properties: readonly string[]): QueryFault {
  const [first = ''] = properties;
  const known = model.columns.map(({ property }) => property);
  const nearest = known.includes(first) ? undefined : nearestName(first, known);
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
  return {
    code: 'group-by',
    columns: properties,
    problem:
      properties.length === 0
        ? 'groupBy names no column.'
        : `${properties.map((one) => `"${one}"`).join(', ')}: rows are grouped by columns of the primary key only.${hint}`,
    fix: `Group by ${prefixes(model)}.`,
  };
}

/** `("city"), or ("city", "age")`: every prefix of the key that may be grouped by. */
function prefixes(model: TableModel): string {
  return model.key
    .slice(model.partitionKey.length - 1)
    .map((_, index) => `(${named(model.key.slice(0, model.partitionKey.length + index))})`)
    .join(', or ');
}
