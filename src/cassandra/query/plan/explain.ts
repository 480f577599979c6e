import type { TableModel } from '../../table/table-model.js';
import { usesIndex } from '../filter/check-filter.js';
import { isPartitionComplete } from '../key-path.js';
import type { SelectPlan } from './select-plan.js';
import type { SelectRequest } from './select-request.js';

/** What a query makes Cassandra read. */
export interface QueryExplanation {
  /** The statement; values are bound and not part of it. */
  readonly cql: string;
  /**
   * `nothing`: an empty list, no request. `one partition` and `many partitions`: the nodes that hold them are asked, and of an
   * index without the partition key every node. `whole table`: every node reads all it has.
   */
  readonly reads: 'nothing' | 'one partition' | 'many partitions' | 'whole table';
  /** An index finds the rows; without the partition key every node is asked. */
  readonly usesIndex: boolean;
  /** The statement ends with ALLOW FILTERING: rows are read that are not given. */
  readonly allowsFiltering: boolean;
}

export function explainSelect(
  model: TableModel,
  request: SelectRequest,
  { statement, findsNothing, needsFiltering }: SelectPlan,
): QueryExplanation {
  const restrictions = request.filter?.restrictions ?? [];
  const isIndexUsed = request.nearest !== undefined || usesIndex(model, restrictions);
  const reads = (): QueryExplanation['reads'] => {
    if (findsNothing) return 'nothing';
    if (!isPartitionComplete(model, restrictions)) {
      return isIndexUsed ? 'many partitions' : 'whole table';
    }
    const isMany = restrictions.some(
      (one) => one.column.role === 'partition' && one.type === 'in' && one.values.length > 1,
    );
    return isMany ? 'many partitions' : 'one partition';
  };
  return {
    cql: statement.cql,
    reads: reads(),
    usesIndex: isIndexUsed,
    allowsFiltering: needsFiltering,
  };
}
