import { deleteCql, keyCql } from '../../../cql/write-cql.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { checkWriteOptions, timestampOf } from '../check/check-options.js';
import { readConditionOptions } from '../condition/condition-options.js';
import { counterOptionFaults } from '../check/counter-faults.js';
import type { PlannedWrite } from './planned-write.js';
import { readKeyColumns } from '../check/read-key.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';

/** Compiles the delete of one row, or throws all its faults as one error. */
export function planDelete(
  target: WriteTarget,
  key: unknown,
  options: UncheckedOptions,
): PlannedWrite {
  const { keyspace, model } = target;
  const condition = readConditionOptions(model, options, false);
  const isConditional = condition.kind !== undefined;
  const { values, faults } = readKeyColumns(model, key, isConditional ? 'conditional' : 'delete');
  const counterFaults = counterOptionFaults(model, options);
  refuse('write', model.name, [
    ...faults,
    ...condition.faults,
    ...counterFaults,
    ...(counterFaults.length > 0
      ? []
      : checkWriteOptions(options, { isConditional, isDelete: true })),
  ]);
  const timestamp = timestampOf(options);
  const keyValues = model.key.map((column) => values.get(column));
  const hasTimestamp = timestamp !== undefined;
  return {
    operation: 'write',
    table: model.name,
    cql: target.text(`delete${hasTimestamp ? ' at' : ''} IF ${condition.text}`, () =>
      deleteCql(keyspace, model, {
        hasTimestamp,
        where: keyCql(model.key),
        condition: condition.text,
      }),
    ),
    values: [...(hasTimestamp ? [timestamp] : []), ...keyValues, ...condition.values],
    isIdempotent: !isConditional,
    target,
    rows: { key: keyValues },
    written: undefined,
    condition: condition.kind,
    timestamp,
  };
}
