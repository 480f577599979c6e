import { isOptions } from '../../../query/plan/option-names.js';
import type { TableModel } from '../../../table/table-model.js';
import type { WriteFault } from './write-fault.js';
import type { UncheckedOptions } from '../write-options.js';

/** Rows of counters are neither inserted nor set to a value. */
export function counterFaults(
  model: TableModel,
  operation: 'insert' | 'update',
): readonly WriteFault[] {
  if (!model.isCounterTable) return [];
  return [
    {
      code: 'counter-write',
      columns: [],
      problem: `This is a table of counters, which knows no ${operation}.`,
      fix: 'Use increment(key, { … }), which makes the row.',
    },
  ];
}

const foreignOptions = ['ttlSeconds', 'timestamp', 'if', 'ifExists', 'ifNotExists'] as const;

/** What a write of counters, also a delete, cannot have. */
export function counterOptionFaults(
  model: TableModel,
  options: UncheckedOptions,
): readonly WriteFault[] {
  if (!model.isCounterTable || !isOptions(options)) return [];
  const given = foreignOptions.filter((name) => options[name] !== undefined);
  if (given.length === 0) return [];
  return [
    {
      code: 'counter-write',
      columns: [],
      problem: `A table of counters has no ${given.join(' and no ')}.`,
      fix: `Leave ${given.join(' and ')} out.`,
    },
  ];
}
