import { copyValue } from '../../codec/value/copy-value.js';

/** The functions a selection may hold. */
export type SelectFunctionName =
  'count' | 'sum' | 'avg' | 'min' | 'max' | 'writetime' | 'maxwritetime' | 'ttl' | 'similarity';

/** A function of a selection; made by `count`, `sum` and their kin, never from JSON. */
export class SelectFunction<
  Name extends SelectFunctionName = SelectFunctionName,
  Property extends string | undefined = string | undefined,
> {
  /** @internal */
  constructor(
    /** The function's name. */
    readonly name: Name,
    /** The column's property name; undefined for the number of rows. */
    readonly property: Property,
    /** The other vector of `similarity`. */
    readonly operand?: unknown,
  ) {
    Object.freeze(this);
  }
}

/** The number of rows, or of the rows of a group. */
export function count(): SelectFunction<'count', undefined> {
  return new SelectFunction('count', undefined);
}

/**
 * The sum of a column of numbers; nulls are left out, and of no rows it is 0. Whole numbers are summed exactly, as a bigint:
 * Cassandra alone sums an int as an int and overflows without a word.
 */
export function sum<const Property extends string>(
  property: Property,
): SelectFunction<'sum', Property> {
  return new SelectFunction('sum', property);
}

/** The mean of a column of numbers as a double; nulls are left out, and of no rows it is null. */
export function avg<const Property extends string>(
  property: Property,
): SelectFunction<'avg', Property> {
  return new SelectFunction('avg', property);
}

/** The smallest value of a column; null where there is none. */
export function min<const Property extends string>(
  property: Property,
): SelectFunction<'min', Property> {
  return new SelectFunction('min', property);
}

/** The largest value of a column; null where there is none. */
export function max<const Property extends string>(
  property: Property,
): SelectFunction<'max', Property> {
  return new SelectFunction('max', property);
}

/**
 * When a value was written, in microseconds since 1970; null where there is no value. Not for key columns; collections and
 * UDTs that are not frozen have many such times: `maxwritetime`.
 */
export function writetime<const Property extends string>(
  property: Property,
): SelectFunction<'writetime', Property> {
  return new SelectFunction('writetime', property);
}

/** When the latest part of a value was written, in microseconds since 1970; of a value without parts, its only time. */
export function maxwritetime<const Property extends string>(
  property: Property,
): SelectFunction<'maxwritetime', Property> {
  return new SelectFunction('maxwritetime', property);
}

/** Seconds until a value expires; null where it does not, or is not there. Not for key columns, collections and UDTs. */
export function ttl<const Property extends string>(
  property: Property,
): SelectFunction<'ttl', Property> {
  return new SelectFunction('ttl', property);
}

/**
 * How alike a vector of the row and the given one are, by the `similarity` of the column's index, which is what `nearest` sorts
 * by; the more the nearer, null where the row has no vector. By the cosine, which is also taken without an index, 1 is the same
 * direction and 0 the opposite one; by the distance d ('euclidean') it is 1 / (1 + d²); by the product p ('dot_product')
 * (1 + p) / 2, over 1 for vectors longer than 1.
 */
export function similarity<const Property extends string>(
  property: Property,
  vector: Float32Array,
): SelectFunction<'similarity', Property> {
  return new SelectFunction('similarity', property, copyValue(vector));
}
