import type { Statement } from '../../../cql/statement.js';
import type { Restriction } from '../../../query/filter/restriction.js';
import type { ColumnModel } from '../../../table/table-model.js';
import type { Assignment } from '../change/assignment.js';
import type { WriteTarget } from '../write-target.js';

/**
 * Which rows a write is about: one by the encoded values of its key, in the order of that (static columns, by the partition's
 * part of it), or those of a filter.
 */
export type WrittenRows =
  { readonly key: readonly unknown[] } | { readonly filter: readonly Restriction[] };

/** The kind of a lightweight transaction's condition. */
export type ConditionKind = 'if' | 'ifExists' | 'ifNotExists';

/**
 * What a write says of columns: an encoded value for each of them in their order, those of the key maybe among them, undefined
 * for what is not written (and more values behind them); or how they change.
 */
export type WrittenColumns =
  | { readonly columns: readonly ColumnModel[]; readonly values: readonly unknown[] }
  | { readonly assignments: ReadonlyMap<ColumnModel, Assignment> };

/** A write that passed every check of its own, and what a batch has to know of it. */
export interface PlannedWrite extends Statement {
  readonly target: WriteTarget;
  readonly rows: WrittenRows;
  /** Undefined: it deletes whole rows. */
  readonly written: WrittenColumns | undefined;
  readonly condition: ConditionKind | undefined;
  /** Undefined: the time of sending. */
  readonly timestamp: bigint | undefined;
}
