import { encodedSize } from '../../codec/encoded-size.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { keySizeFaults } from './key-size.js';
import type { QueryFault } from '../query-fault.js';
import type { Restriction } from './restriction.js';

/** Faults of size: too many values after `in`, too many bytes in a key. */
export function filterLimitFaults(
  model: TableModel,
  restrictions: readonly Restriction[],
  maxInValues: number,
): readonly QueryFault[] {
  return [
    ...tooManyValues(restrictions, maxInValues),
    ...keySizeFaults(model, worstOf(restrictions)),
  ];
}

/** Lists are multiplied: each combination is a read of its own inside Cassandra. */
function tooManyValues(
  restrictions: readonly Restriction[],
  maxInValues: number,
): readonly QueryFault[] {
  const lists = restrictions.flatMap((one) => (one.type === 'in' ? [one] : []));
  const combinations = lists.reduce((product, { values }) => product * values.length, 1);
  if (combinations <= maxInValues) return [];
  const columns = lists.map(({ column }) => column.property);
  return [
    {
      code: 'in-too-long',
      columns,
      problem: `${columns.map((column) => `"${column}"`).join(' and ')}: ${String(combinations)} combinations of values after in, ${String(maxInValues)} are allowed.`,
      fix: 'Split the list, read the keys concurrently, or raise maxInValues.',
    },
  ];
}

/** The value of a column that is likeliest to break a limit: of a list, an empty text or the longest. */
function worstOf(restrictions: readonly Restriction[]): (column: ColumnModel) => unknown {
  return (column) => {
    const restriction = restrictions.find((one) => one.column === column);
    if (restriction?.type === 'equal') return restriction.value;
    if (restriction?.type !== 'in') return undefined;
    if (restriction.values.includes('')) return '';
    return [...restriction.values].sort(
      (a, b) => encodedSize(column.kind, b) - encodedSize(column.kind, a),
    )[0];
  };
}
