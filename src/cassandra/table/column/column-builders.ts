import type { Decimal } from '../../codec/value/decimal.js';
import type { Duration } from '../../codec/value/duration.js';
import { type Column, plainColumn } from './column.js';
import type { ScalarKind } from './column-kind.js';

function plain<Value, Kind extends ScalarKind>(kind: Kind): Column<Value, Kind, false, false> {
  return plainColumn(kind, { kind });
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

/** CQL `ascii`: a string of ASCII characters. */
export function ascii(): Column<string, 'ascii', false, false> {
  return plain('ascii');
}

/** CQL `tinyint`: a whole number of 8 bits. */
export function tinyint(): Column<number, 'tinyint', false, false> {
  return plain('tinyint');
}

/** CQL `smallint`: a whole number of 16 bits. */
export function smallint(): Column<number, 'smallint', false, false> {
  return plain('smallint');
}

/** CQL `varint`: a JavaScript bigint of any size. */
export function varint(): Column<bigint, 'varint', false, false> {
  return plain('varint');
}

/**
 * CQL `float`: a number that 32 bits hold exactly. Most fractions are none: 0.1 is refused, for 0.10000000149011612 would come
 * back. Write `Math.fround(0.1)`, or declare `double()` or `decimal()`.
 */
export function float(): Column<number, 'float', false, false> {
  return plain('float');
}

/** CQL `decimal`: an exact decimal number of any size, `Decimal.of('12.50')`. */
export function decimal(): Column<Decimal, 'decimal', false, false> {
  return plain('decimal');
}

/** CQL `blob`: bytes. A Buffer is taken too, a Uint8Array comes back; both are copied. */
export function blob(): Column<Uint8Array, 'blob', false, false> {
  return plain('blob');
}

/** CQL `date`: a day as text, '2026-11-21', without time and time zone. */
export function date(): Column<string, 'date', false, false> {
  return plain('date');
}

/** CQL `time`: a time of day as text with nine decimals, '08:30:00.000000000', so that equal times are equal strings. */
export function time(): Column<string, 'time', false, false> {
  return plain('time');
}

/** CQL `duration`: months, days and nanoseconds, `Duration.of('1mo2d12h')`. Neither a key nor an index column. */
export function duration(): Column<Duration, 'duration', false, false> {
  return plain('duration');
}

/** CQL `timeuuid`: a UUID of version 1 as text in lower case. */
export function timeuuid(): Column<string, 'timeuuid', false, false> {
  return plain('timeuuid');
}

/**
 * CQL `inet`: an IPv4 or IPv6 address as text in canonical form, '192.0.2.1' or '2001:db8::1', so that equal addresses are
 * equal strings.
 */
export function inet(): Column<string, 'inet', false, false> {
  return plain('inet');
}

/**
 * CQL `counter`: a bigint of 64 bits that is only ever added to, by `increment`; beyond 64 bits it wraps around. A table with
 * a counter has nothing but counters beside its key. Never null: a counter nobody added to is 0n.
 */
export function counter(): Column<bigint, 'counter', false, false> {
  return plain('counter');
}
