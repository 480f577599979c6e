import type { Fault } from '../../../errors/fault.js';

/** Every code of a refused write. */
export const writeFaultCodes = [
  'row-kind',
  'unknown-column',
  'key-missing',
  'key-null',
  'column-missing',
  'column-null',
  'wrong-type',
  'key-size',
  'index-term-size',
  'nothing-to-write',
  'update-key-column',
  'update-many',
  'static-write',
  'element',
  'set-op',
  'list-op',
  'map-op',
  'frozen-op',
  'arithmetic',
  'ttl',
  'timestamp',
  'lwt-timestamp',
  'lwt-key',
  'if-column',
  'if-both',
  'if-null',
  'delete-filter',
  'delete-columns',
  'counter-write',
  'counter-delta',
  'truncate',
  'operator',
  'bounds',
  'in-not-array',
  'unknown-option',
  'timeout',
  'signal',
  'consistency',
] as const;

/** What a write can be refused for. */
export type WriteFaultCode = (typeof writeFaultCodes)[number];

/** One reason why a write was refused. */
export type WriteFault = Fault<WriteFaultCode>;

/** A fault of one column; the problem follows its name. */
export function columnFault(
  code: WriteFaultCode,
  { property }: { readonly property: string },
  problem: string,
  fix: string,
): WriteFault {
  return { code, columns: [property], problem: `"${property}" ${problem}`, fix };
}
