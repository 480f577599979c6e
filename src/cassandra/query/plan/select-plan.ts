import { refuse } from '../../errors/refused/refuse.js';
import { lookupCql, relationCql, selectCql, type SelectParts } from '../../cql/select-cql.js';
import { quoteIdentifier } from '../../cql/quote-identifier.js';
import type { DriverRow, Statement } from '../../cql/statement.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { checkFilter, checkFiltering } from '../filter/check-filter.js';
import { isPartitionComplete } from '../key-path.js';
import { checkLimit, checkPerPartitionLimit, checkSettings } from './check-numbers.js';
import { queryNames } from './option-names.js';
import { checkOrder, type ReadOrder } from './check-order.js';
import { filterLimitFaults } from '../filter/filter-limits.js';
import { checkNearest, checkNearestFilter } from '../nearest/check-nearest.js';
import { nearestCql } from '../nearest/read-nearest.js';
import { type IndexProbe, indexProbesOf } from './index-probe.js';
import type { QueryFault } from '../query-fault.js';
import type { Restriction } from '../filter/restriction.js';
import type { SelectRequest, SelectTarget } from './select-request.js';
import { planSelection, type SelectionPlan } from '../selection/plan-selection.js';

/** A read that the table can serve, ready to be sent. */
export interface SelectPlan<Result = unknown> {
  readonly statement: Statement;
  /** Rows to give at most. */
  readonly limit: number | undefined;
  /** An empty `in` list: no row can match and no request is sent. */
  readonly findsNothing: boolean;
  /** An aggregate without groups: one row, of no rows too. */
  readonly isOneRow: boolean;
  /** It says ALLOW FILTERING: keys and indexes alone do not serve it. */
  readonly needsFiltering: boolean;
  /** Of each index it uses; asked for only where it fails. */
  readonly indexProbes: () => readonly IndexProbe[];
  /** Property names of the filtered columns. */
  readonly filteredBy: readonly string[];
  /** Undefined for a row that is none: a partition that has static values only. */
  readonly decode: (row: DriverRow) => Result | undefined;
}

/** Compiles a request, or throws all its faults as one error. */
export function planSelect(
  target: SelectTarget,
  request: SelectRequest,
  more: readonly QueryFault[] = [],
): SelectPlan {
  const { model } = target;
  const restrictions = request.filter?.restrictions ?? [];
  const filterFaults = request.filter === undefined ? [] : faultsOfFilter(target, request);
  const order =
    request.order === undefined || filterFaults.length > 0 || request.isDistinct === true
      ? { columns: [], faults: [] }
      : checkOrder(model, restrictions, request.order);
  const selection = planSelection(target, request, filterFaults.length === 0);
  refuse('query', model.name, [
    ...filterFaults,
    ...order.faults,
    ...selection.faults,
    ...limitFaults(target, request),
    ...(request.perPartitionLimit === undefined
      ? []
      : checkPerPartitionLimit(request.perPartitionLimit)),
    ...checkSettings(request.settings, queryNames),
    ...more,
  ]);
  const limit = selection.isOneRow ? undefined : limitOf(request);
  // Said only where it is needed: a cluster may forbid it, and a filter that keys serve stays as it is.
  const needsFiltering =
    request.allowsFiltering === true && checkFilter(model, restrictions).length > 0;
  return {
    statement: selectStatement(target, request, {
      order,
      selection,
      limit,
      needsFiltering,
    }),
    limit,
    needsFiltering,
    findsNothing: restrictions.some((one) => one.type === 'in' && one.values.length === 0),
    isOneRow: selection.isOneRow,
    indexProbes: () => indexProbesOf(target, request),
    filteredBy: restrictions.map(({ column }) => column.property),
    decode: selection.decode,
  };
}

function limitOf({ limit, atMost = Infinity }: SelectRequest): number | undefined {
  const rows = Math.min(limit === undefined ? Infinity : Number(limit), atMost);
  return rows === Infinity ? undefined : rows;
}

function limitFaults(target: SelectTarget, request: SelectRequest): readonly QueryFault[] {
  if (request.nearest !== undefined) return checkNearest(request.nearest, request, target.pageSize);
  return request.limit === undefined ? [] : checkLimit(request.limit);
}

function faultsOfFilter(
  { model, maxInValues }: SelectTarget,
  { filter, allowsFiltering, nearest }: SelectRequest,
): readonly QueryFault[] {
  const { restrictions = [], notUnderstood = [], faults = [] } = filter ?? {};
  const assumed = notUnderstood.map((column): Restriction => ({
    column,
    type: 'equal',
    value: undefined,
  }));
  const isCertain = (fault: QueryFault): boolean =>
    !notUnderstood.some(({ property }) => fault.columns.includes(property));
  // A filter of unknown columns alone is not an empty one.
  const all = [...restrictions, ...assumed];
  const check = (): readonly QueryFault[] => {
    if (nearest !== undefined) return checkNearestFilter(model, nearest, all);
    return allowsFiltering === true ? checkFiltering(model, all) : checkFilter(model, all);
  };
  const served = all.length === 0 && faults.length > 0 ? [] : check();
  return [
    ...faults,
    ...served.filter(isCertain),
    ...filterLimitFaults(model, restrictions, maxInValues),
  ];
}

interface CheckedParts {
  readonly order: ReadOrder;
  readonly selection: SelectionPlan;
  readonly limit: number | undefined;
  readonly needsFiltering: boolean;
}

function selectStatement(
  { keyspace, model, texts }: SelectTarget,
  request: SelectRequest,
  { order, selection, limit, needsFiltering }: CheckedParts,
): Statement {
  const restrictions = request.filter?.restrictions ?? [];
  const relations = conditionsOf(model, restrictions);
  const { perPartitionLimit, nearest } = request;
  const isLimitExact = canSendLimit(model) || request.isDistinct === true || nearest !== undefined;
  const limitIsSent = limit !== undefined && isLimitExact;
  const variable = {
    isDistinct: request.isDistinct === true,
    where: relations.map(({ text }) => text),
    orderBy: orderTerms(request, selection, order),
    hasPerPartitionLimit: perPartitionLimit !== undefined,
    hasLimit: limitIsSent,
    allowsFiltering: needsFiltering,
  };
  const { terms, groupBy } = selection;
  const make = (): string => selectCql({ keyspace, model, terms, groupBy, ...variable });
  const isWholeRow = terms === undefined && groupBy.length === 0;
  return {
    operation: isPartitionComplete(model, restrictions) ? 'read' : 'scan',
    table: model.name,
    cql: isWholeRow ? texts.text(shapeOf(variable), make) : make(),
    values: [
      ...selection.values,
      ...relations.flatMap(({ values }) => values),
      ...(nearest === undefined ? [] : [nearest.vector]),
      ...(perPartitionLimit === undefined ? [] : [perPartitionLimit]),
      ...(limitIsSent ? [limit] : []),
    ],
    isIdempotent: true,
  };
}

/** All that texts of whole rows differ by. */
function shapeOf(
  parts: Omit<SelectParts, 'keyspace' | 'model' | 'terms' | 'groupBy' | 'isDistinct'>,
): string {
  const { where, orderBy, hasPerPartitionLimit, hasLimit, allowsFiltering } = parts;
  const clauses = `${where.join(' AND ')} ORDER BY ${orderBy.join(', ')}`;
  return `${clauses} ${String(hasPerPartitionLimit)} ${String(hasLimit)} ${String(allowsFiltering)}`;
}

function orderTerms(
  { nearest }: SelectRequest,
  { isOneRow }: SelectionPlan,
  { columns }: ReadOrder,
): readonly string[] {
  if (nearest !== undefined) return nearestCql(nearest);
  // One row has no order.
  return isOneRow ? [] : columns.map(orderCql);
}

function orderCql({ column, direction }: ReadOrder['columns'][number]): string {
  return `${quoteIdentifier(column.name)} ${direction.toUpperCase()}`;
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
  if (restrictions.length < 2) return restrictions;
  const order: readonly ColumnModel[] = [...model.key, ...model.columns];
  return [...restrictions].sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column));
}

/** One condition of a WHERE, and what is bound to it. */
export interface BoundCondition {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The conditions of a filter, in the order they are sent. */
export function conditionsOf(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly BoundCondition[] {
  return inTextOrder(model, restrictions).flatMap(relationsOf);
}

function relationsOf(restriction: Restriction): readonly BoundCondition[] {
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
