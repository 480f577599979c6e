import { refuse } from '../errors/refuse.js';
import { lookupCql, relationCql, selectCql } from '../cql/select-cql.js';
import { quoteIdentifier } from '../cql/quote-identifier.js';
import type { Statement } from '../cql/statement.js';
import type { TableModel } from '../table/table-model.js';
import { checkFilter, isPartitionComplete } from './check-filter.js';
import { checkLimit, checkSettings } from './check-numbers.js';
import { checkOrder, type ReadOrder } from './check-order.js';
import { filterLimitFaults } from './filter-limits.js';
import type { QueryFault } from './query-fault.js';
import type { Restriction } from './restriction.js';
import type { SelectRequest, SelectTarget } from './select-request.js';

/** A read that the table can serve, ready to be sent. */
export interface SelectPlan {
  readonly statement: Statement;
  /** Rows to give at most. */
  readonly limit: number | undefined;
  /** An empty `in` list: no row can match and no request is sent. */
  readonly findsNothing: boolean;
  /** Property names of the filtered columns. */
  readonly filteredBy: readonly string[];
}

/** Compiles a request, or throws all its faults as one error. */
export function planSelect(
  target: SelectTarget,
  request: SelectRequest,
  more: readonly QueryFault[] = [],
): SelectPlan {
  const { model } = target;
  const restrictions = request.filter?.restrictions ?? [];
  const filterFaults = request.filter === undefined ? [] : faultsOfFilter(target, request.filter);
  const order =
    request.order === undefined || filterFaults.length > 0
      ? { columns: [], faults: [] }
      : checkOrder(model, restrictions, request.order);
  refuse('query', model.name, [
    ...filterFaults,
    ...order.faults,
    ...(request.limit === undefined ? [] : checkLimit(request.limit)),
    ...checkSettings(request.settings),
    ...more,
  ]);
  const limit = request.limit === undefined ? undefined : Number(request.limit);
  return {
    statement: selectStatement(target, restrictions, order, limit),
    limit,
    findsNothing: restrictions.some((one) => one.type === 'in' && one.values.length === 0),
    filteredBy: restrictions.map(({ column }) => column.property),
  };
}

function faultsOfFilter(
  { model, maxInValues }: SelectTarget,
  { restrictions, notUnderstood, faults }: NonNullable<SelectRequest['filter']>,
): readonly QueryFault[] {
  const assumed = notUnderstood.map((column): Restriction => ({
    column,
    type: 'equal',
    value: undefined,
  }));
  const isCertain = (fault: QueryFault): boolean =>
    !notUnderstood.some(({ property }) => fault.columns.includes(property));
  // A filter of unknown columns alone is not an empty one.
  const all = [...restrictions, ...assumed];
  const served = all.length === 0 && faults.length > 0 ? [] : checkFilter(model, all);
  return [
    ...faults,
    ...served.filter(isCertain),
    ...filterLimitFaults(model, restrictions, maxInValues),
  ];
}

function selectStatement(
  { keyspace, model }: SelectTarget,
  restrictions: readonly Restriction[],
  order: ReadOrder,
  limit: number | undefined,
): Statement {
  const relations = inTextOrder(model, restrictions).flatMap(relationsOf);
  const limitIsSent = limit !== undefined && canSendLimit(model);
  return {
    operation: isPartitionComplete(model, restrictions) ? 'read' : 'scan',
    table: model.name,
    cql: selectCql({
      keyspace,
      model,
      where: relations.map(({ text }) => text),
      orderBy: order.columns.map(
        ({ column, direction }) => `${quoteIdentifier(column.name)} ${direction.toUpperCase()}`,
      ),
      hasLimit: limitIsSent,
    }),
    values: [...relations.flatMap(({ values }) => values), ...(limitIsSent ? [limit] : [])],
    isIdempotent: true,
  };
}

/** A partition without rows but with static values answers with one row that is none and would use up the limit. */
function canSendLimit(model: TableModel): boolean {
  return !model.hasStaticColumns;
}

/** One order of columns, so that the order of the caller's properties makes no text of its own. */
function inTextOrder(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly Restriction[] {
  const order = [...model.key, ...model.columns];
  return [...restrictions].sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column));
}

function relationsOf(
  restriction: Restriction,
): readonly { readonly text: string; readonly values: readonly unknown[] }[] {
  const { column } = restriction;
  switch (restriction.type) {
    case 'equal':
      return [{ text: relationCql({ column, operator: '=' }), values: [restriction.value] }];
    case 'in':
      return [{ text: relationCql({ column, operator: 'IN' }), values: [restriction.values] }];
    case 'range':
      return restriction.bounds.map(({ operator, value }) => ({
        text: relationCql({ column, operator }),
        values: [value],
      }));
    case 'contains':
      return restriction.lookups.map(({ target, values }) => ({
        text: lookupCql(column, target),
        values,
      }));
  }
}
