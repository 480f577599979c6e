import type { ColumnsOf, IndexedColumn } from '../../table/table-definition.js';
import type { ByIndex, ByKeyAndIndex } from '../filter/filter-types.js';

/** Vector columns with an index. */
export type NearestColumn<Entity> = {
  [Property in IndexedColumn<Entity>]: ColumnsOf<Entity>[Property] extends {
    readonly kind: 'vector';
  }
    ? Property
    : never;
}[IndexedColumn<Entity>];

/** What a search of vectors may be narrowed to: one partition and a prefix of its clustering key, index columns, or both. */
export type NearestFilter<Entity> = ByKeyAndIndex<Entity> | ByIndex<Entity>;
