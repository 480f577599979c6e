import type { Fault } from '../errors/fault.js';

/** What a write can be refused for. */
export type WriteFaultCode =
  | 'row-kind'
  | 'unknown-column'
  | 'key-missing'
  | 'key-null'
  | 'column-missing'
  | 'column-null'
  | 'wrong-type'
  | 'key-size'
  | 'index-term-size'
  | 'nothing-to-write'
  | 'update-key-column'
  | 'ttl'
  | 'timeout'
  | 'consistency';

/** One reason why a write was refused. */
export type WriteFault = Fault<WriteFaultCode>;
