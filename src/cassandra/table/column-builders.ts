import { type Column, type ColumnKind, makeColumn } from './column.js';

function plain<Value, Kind extends ColumnKind>(kind: Kind): Column<Value, Kind, false, false> {
  return makeColumn({ kind, isNullable: false, isStatic: false, columnName: undefined });
}

/** CQL `text`: a string of well-formed Unicode. A lone surrogate is refused, the driver would store another character. */
export function text(): Column<string, 'text', false, false> {
  return plain('text');
}

/** CQL `int`: a whole number of 32 bits. */
export function int(): Column<number, 'int', false, false> {
  return plain('int');
}

/** CQL `bigint`: a JavaScript bigint of 64 bits. A number is refused, for above 2^53 it is not exact. */
export function bigint(): Column<bigint, 'bigint', false, false> {
  return plain('bigint');
}

/**
 * CQL `double`: any JavaScript number. NaN and the infinities are stored and come back as they are, since Cassandra keeps
 * them; JSON has no such numbers, so a row's `toJSON` writes them as the texts "NaN", "Infinity" and "-Infinity".
 */
export function double(): Column<number, 'double', false, false> {
  return plain('double');
}

/** CQL `boolean`: true or false, nothing that is merely truthy. */
export function boolean(): Column<boolean, 'boolean', false, false> {
  return plain('boolean');
}

/** CQL `timestamp`: a valid Date, exact to the millisecond. */
export function timestamp(): Column<Date, 'timestamp', false, false> {
  return plain('timestamp');
}

/** CQL `uuid`: its text in lower case, such as `randomUUID()` of node:crypto gives, so that equal ids are equal strings. */
export function uuid(): Column<string, 'uuid', false, false> {
  return plain('uuid');
}
