import type { AssignmentShape } from '../../../cql/assignment-cql.js';
import type { ColumnModel } from '../../../table/table-model.js';
import type { WriteFault } from '../check/write-fault.js';

/** How one column changes, with as many encoded values as its shape has question marks; undefined is left unset. */
export interface Assignment {
  readonly shape: AssignmentShape;
  readonly values: readonly unknown[];
}

/** Changes by column, or what is wrong with them. */
export interface ReadChanges {
  readonly assignments: ReadonlyMap<ColumnModel, Assignment>;
  readonly faults: readonly WriteFault[];
}

/** One operation read: undefined where it changes nothing. */
export type ReadOperation = Assignment | undefined | readonly WriteFault[];
