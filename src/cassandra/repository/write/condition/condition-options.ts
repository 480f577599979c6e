import { isOptions } from '../../../query/plan/option-names.js';
import type { TableModel } from '../../../table/table-model.js';
import type { ConditionKind } from '../plan/planned-write.js';
import type { WriteFault } from '../check/write-fault.js';
import type { UncheckedOptions } from '../write-options.js';
import { readConditions } from './read-conditions.js';

/** What `if` and `ifExists` say together. */
export interface ConditionOption {
  readonly kind: ConditionKind | undefined;
  /** What follows IF; empty where nothing does. */
  readonly text: string;
  readonly values: readonly unknown[];
  readonly faults: readonly WriteFault[];
}

/** Is any condition asked for, of whatever kind; left out, the write would be an unconditional one. */
export function hasCondition(options: UncheckedOptions): boolean {
  return (
    isOptions(options) &&
    (options.if !== undefined ||
      options.ifExists !== undefined ||
      options.ifNotExists !== undefined)
  );
}

/** Reads the condition of an update or a delete. */
export function readConditionOptions(
  model: TableModel,
  options: UncheckedOptions,
  isStatic: boolean,
): ConditionOption {
  if (!isOptions(options)) return noCondition;
  const isExists = Object.hasOwn(options, 'ifExists');
  const ofExists = isExists && options.ifExists !== true ? [ifExistsIsTrue] : [];
  // An undefined condition must not make the write an unconditional one.
  if (Object.hasOwn(options, 'if')) {
    const { text, values, faults } =
      options.if === undefined
        ? { text: '', values: [], faults: [undefinedCondition] }
        : readConditions(model, options.if, isStatic);
    const both = isExists || options.ifNotExists !== undefined ? [oneCondition] : [];
    return { kind: 'if', text, values, faults: [...faults, ...ofExists, ...both] };
  }
  return {
    kind: isExists ? 'ifExists' : undefined,
    text: isExists ? 'EXISTS' : '',
    values: [],
    faults: [...ofExists, ...(options.ifNotExists === undefined ? [] : [noIfNotExists])],
  };
}

const noCondition: ConditionOption = { kind: undefined, text: '', values: [], faults: [] };

const undefinedCondition: WriteFault = {
  code: 'if-null',
  columns: [],
  problem: 'The condition is undefined.',
  fix: 'Give a condition, or leave if out to write whatever is there.',
};

const ifExistsIsTrue: WriteFault = {
  code: 'if-null',
  columns: [],
  problem: 'ifExists is not true.',
  fix: 'Give { ifExists: true }, or leave ifExists out to write whatever is there.',
};

const oneCondition: WriteFault = {
  code: 'if-both',
  columns: [],
  problem: 'A write has one kind of condition.',
  fix: 'Give if alone: a row that is not there meets only conditions that ask for null.',
};

const noIfNotExists: WriteFault = {
  code: 'if-both',
  columns: [],
  problem: 'Only an insert can ask that the row is not there.',
  fix: 'Use insertIfNotExists(row), or a condition that asks for null: { if: { name: null } }.',
};
