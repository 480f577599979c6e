import type { MapIndexTarget } from '../../table/indexes/index-declaration.js';
import type { ColumnModel } from '../../table/table-model.js';

export type BoundOperator = '>' | '>=' | '<' | '<=';

/** One look into a collection: for an element, a key, or a key and its value. */
export interface Lookup {
  readonly target: MapIndexTarget;
  readonly values: readonly unknown[];
}

/** What a filter says of one column, its values encoded. */
export type Restriction =
  | { readonly column: ColumnModel; readonly type: 'equal'; readonly value: unknown }
  | { readonly column: ColumnModel; readonly type: 'in'; readonly values: readonly unknown[] }
  | {
      readonly column: ColumnModel;
      readonly type: 'contains';
      readonly lookups: readonly Lookup[];
    }
  | {
      readonly column: ColumnModel;
      readonly type: 'range';
      readonly bounds: readonly { readonly operator: BoundOperator; readonly value: unknown }[];
    };
