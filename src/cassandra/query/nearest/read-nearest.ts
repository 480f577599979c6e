import { quoteIdentifier } from '../../cql/quote-identifier.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { unknownColumn } from '../filter/read-filter.js';
import type { QueryFault } from '../query-fault.js';
import { vectorFault } from './vector-fault.js';

/** What rows are to be near to, the vector encoded. */
export interface ReadNearest {
  /** Undefined where there is no such column. */
  readonly column: ColumnModel | undefined;
  readonly vector: unknown;
  readonly faults: readonly QueryFault[];
}

/** Reads a column and a vector that may come from anywhere. The vector is copied here. */
export function readNearest(model: TableModel, property: string, vector: unknown): ReadNearest {
  const column = model.column(property);
  if (column === undefined) {
    return { column, vector: undefined, faults: [unknownColumn(model, property)] };
  }
  const wrong = vectorFault(column, vector);
  if (wrong !== undefined) return { column, vector: undefined, faults: [wrong] };
  const encoded = column.codec.encode(vector);
  return { column, vector: encoded, faults: column.isIndexed ? [] : [noIndex(column)] };
}

function noIndex({ property }: ColumnModel): QueryFault {
  return {
    code: 'ann',
    columns: [property],
    problem: `"${property}" has no index, and only an index finds the nearest vectors.`,
    fix: `Add '${property}' to indexes.`,
  };
}

/** `"embedding" ANN OF ?`, of a request without faults. */
export function nearestCql({ column }: ReadNearest): readonly string[] {
  return column === undefined ? [] : [`${quoteIdentifier(column.name)} ANN OF ?`];
}
