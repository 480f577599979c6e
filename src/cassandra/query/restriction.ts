import type { ColumnModel } from '../table/table-model.js';

export type BoundOperator = '>' | '>=' | '<' | '<=';

/** What a filter says of one column, its values encoded. */
export type Restriction =
  | { readonly column: ColumnModel; readonly type: 'equal'; readonly value: unknown }
  | { readonly column: ColumnModel; readonly type: 'in'; readonly values: readonly unknown[] }
  | {
      readonly column: ColumnModel;
      readonly type: 'range';
      readonly bounds: readonly { readonly operator: BoundOperator; readonly value: unknown }[];
    };
