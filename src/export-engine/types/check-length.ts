import { BadCell } from '../errors/bad-cell.js';
import { type ScalarKind } from './wire-type.js';

const lengths: Partial<Readonly<Record<ScalarKind, readonly number[]>>> = {
  bigint: [8],
  boolean: [1],
  counter: [8],
  date: [4],
  double: [8],
  float: [4],
  inet: [4, 16],
  int: [4],
  smallint: [2],
  time: [8],
  timestamp: [8],
  timeuuid: [16],
  tinyint: [1],
  uuid: [16],
};

/** The only lengths a value of the kind may have; undefined where any will do. */
export function lengthsOf(kind: ScalarKind): readonly number[] | undefined {
  return lengths[kind];
}

export function wrongLength(kind: string, length: number): BadCell {
  return new BadCell(`${String(length)} bytes are no ${kind}`);
}

/** Bytes of no length are text or a blob; of any other type they hold no value, as `null` does. */
export function isValueEmpty(kind: string): boolean {
  return kind !== 'text' && kind !== 'ascii' && kind !== 'blob' && kind !== 'custom';
}
