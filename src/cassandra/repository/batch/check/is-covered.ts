import type { BoundOperator, Restriction } from '../../../query/filter/restriction.js';
import type { ColumnKind } from '../../../table/column/column-kind.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import { isSameValue, restrictionOf } from '../row-identity.js';

/**
 * Does a delete of many rows take the row that a write is about? Both are in one partition. Where the order of values is not
 * known here (UUIDs, addresses, …) yes: a refusal is better than a row that is lost.
 */
export function isCovered(write: PlannedWrite, deletes: PlannedWrite): boolean {
  if (!('filter' in deletes.rows)) return false;
  const isStatic = write.target.model.clusteringKey.some(
    (column) => restrictionOf(write, column) === undefined,
  );
  const ofRows = deletes.rows.filter.filter(({ column }) => column.role === 'clustering');
  // Static columns go with the partition alone.
  if (isStatic) return ofRows.length === 0;
  return ofRows.every((restriction) => {
    const own = restrictionOf(write, restriction.column);
    return own?.type === 'equal' && isMet(restriction, own.value);
  });
}

function isMet(restriction: Restriction, value: unknown): boolean {
  switch (restriction.type) {
    case 'equal':
      return isSameValue(restriction.value, value);
    case 'in':
      return restriction.values.some((one) => isSameValue(one, value));
    case 'range':
      return restriction.bounds.every(({ operator, value: bound }) => {
        const order = compare(restriction.column.kind, value, bound);
        return order === undefined || isWithin(operator, order);
      });
    case 'contains':
      return true;
  }
}

function isWithin(operator: BoundOperator, order: number): boolean {
  switch (operator) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
  }
}

/** The order of two encoded values as Cassandra has it; undefined where it is not known here. */
function compare(kind: ColumnKind, a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  if (kind === 'timestamp') return Number(a) - Number(b);
  if (kind === 'text' || kind === 'ascii') {
    return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  }
  const isByBytes = kind === 'blob' || kind === 'date' || kind === 'time';
  return isByBytes && Buffer.isBuffer(a) && Buffer.isBuffer(b) ? Buffer.compare(a, b) : undefined;
}
