import { relationCql } from '../../../cql/select-cql.js';
import { deleteCql } from '../../../cql/write-cql.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { keyPath } from '../../../query/key-path.js';
import { filterLimitFaults } from '../../../query/filter/filter-limits.js';
import { type ReadFilter, readFilter } from '../../../query/filter/read-filter.js';
import type { Restriction } from '../../../query/filter/restriction.js';
import { named, propertiesOf, type QueryFault } from '../../../query/query-fault.js';
import type { TableModel } from '../../../table/table-model.js';
import { checkWriteOptions, timestampOf } from '../check/check-options.js';
import { counterOptionFaults } from '../check/counter-faults.js';
import { hasCondition } from '../condition/condition-options.js';
import type { PlannedWrite } from './planned-write.js';
import type { WriteFault } from '../check/write-fault.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';

/**
 * Compiles the delete of many rows, or throws all its faults as one error; undefined where an empty `in` list finds none. A
 * null never gets here: bound to a range it would fail on the replicas.
 */
export function planDeleteMany(
  target: WriteTarget,
  filter: unknown,
  options: UncheckedOptions,
  maxInValues: number,
): PlannedWrite | undefined {
  const { keyspace, model } = target;
  const read = readFilter(model, filter);
  const counterFaults = counterOptionFaults(model, options);
  refuse('write', model.name, [
    ...read.faults.map(asDeleteFault),
    ...filterFaults(model, read),
    ...filterLimitFaults(model, read.restrictions, maxInValues),
    ...conditionFaults(model, options),
    ...counterFaults,
    ...(counterFaults.length > 0
      ? []
      : checkWriteOptions(options, { isConditional: false, isDelete: true })),
  ]);
  const restrictions = keyPath(model, read.restrictions);
  if (restrictions.some((one) => one.type === 'in' && one.values.length === 0)) return undefined;
  const timestamp = timestampOf(options);
  const hasTimestamp = timestamp !== undefined;
  const relations = restrictions.flatMap(relationsOf);
  const where = relations.map(({ text }) => text);
  return {
    operation: 'write',
    table: model.name,
    cql: target.text(`delete many${hasTimestamp ? ' at' : ''} ${where.join(' AND ')}`, () =>
      deleteCql(keyspace, model, { hasTimestamp, where, condition: '' }),
    ),
    values: [...(hasTimestamp ? [timestamp] : []), ...relations.map(({ value }) => value)],
    isIdempotent: true,
    target,
    rows: { filter: restrictions },
    written: undefined,
    condition: undefined,
    timestamp,
  };
}

function relationsOf(
  restriction: Restriction,
): readonly { readonly text: string; readonly value: unknown }[] {
  const { column } = restriction;
  switch (restriction.type) {
    case 'equal':
      return [{ text: relationCql({ column, operator: '=' }), value: restriction.value }];
    case 'in':
      return [{ text: relationCql({ column, operator: 'IN' }), value: restriction.values }];
    case 'range':
      return restriction.bounds.map(({ operator, value }) => ({
        text: relationCql({ column, operator }),
        value,
      }));
    case 'contains':
      throw new TypeError('A key holds no collection to look into');
  }
}

const valueCodes = new Set([
  'null-value',
  'undefined-value',
  'wrong-type',
  'in-not-array',
  'bounds',
]);

/** Faults of values keep their code, all others are what a delete cannot find its rows by. */
function asDeleteFault(fault: QueryFault): WriteFault {
  const code =
    valueCodes.has(fault.code) || fault.code === 'unknown-column' ? fault.code : 'delete-filter';
  return { ...fault, code: code as WriteFault['code'] };
}

/** The complete partition key by `=` or `in`, then clustering columns without a gap, the last of them by a range too. */
function filterFaults(
  model: TableModel,
  { restrictions, notUnderstood, faults }: ReadFilter,
): readonly WriteFault[] {
  const assumed = notUnderstood.map((column): Restriction => ({
    column,
    type: 'equal',
    value: undefined,
  }));
  const all = [...restrictions, ...assumed];
  if (all.length === 0) return faults.length > 0 ? [] : [emptyFilter(model)];
  const path = keyPath(model, all);
  const missing = model.partitionKey.filter(
    (column) => !all.some((one) => one.column === column && one.type !== 'range'),
  );
  if (missing.length > 0) {
    return [
      {
        code: 'delete-filter',
        columns: propertiesOf(missing),
        problem: `A delete needs the partition key: ${named(missing)} is not given by = or in.`,
        fix: `Give ${named(missing)}; or read the keys of the rows, then delete each.`,
      },
    ];
  }
  const others = all.filter((one) => !path.includes(one)).map(({ column }) => column);
  if (others.length === 0) return [];
  return [
    {
      code: 'delete-filter',
      columns: propertiesOf(others),
      problem: `A delete goes by the partition key and a prefix of the clustering key; ${named(others)} is neither.`,
      fix: 'Leave it out; or read the keys of the rows, then delete each.',
    },
  ];
}

function emptyFilter(model: TableModel): WriteFault {
  return {
    code: 'delete-filter',
    columns: [],
    problem: 'An empty filter would delete every row.',
    fix: `Give ${named(model.partitionKey)}, or truncate('${model.name}').`,
  };
}

function conditionFaults(model: TableModel, options: UncheckedOptions): readonly WriteFault[] {
  if (!hasCondition(options)) return [];
  return [
    {
      code: 'lwt-key',
      columns: [],
      problem: 'A condition is about one row.',
      fix: `Use delete(key, { if: … }) with ${named(model.key)}.`,
    },
  ];
}
