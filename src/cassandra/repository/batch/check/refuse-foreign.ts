import type { BatchFault } from './batch-fault.js';
import { refuseBatch } from './batch-fault.js';
import type { BatchWrites } from '../batch-writes.js';

const reads = ['findOne', 'findOneOrFail', 'filter', 'all', 'scan', 'partitions', 'nearest'];

/**
 * A kind of batch lacks the methods of others, and reads. JavaScript, which is not told so by a compiler, is told by an error
 * that names the way. On the class, not on each batch: that took longer than to check one.
 */
export function refuseForeign<Kind extends object>(
  prototype: Kind,
  writesOf: (batch: Kind) => BatchWrites,
  foreign: readonly string[],
  fix: string,
): void {
  const define = (names: readonly string[], faultOf: (name: string) => BatchFault): void => {
    for (const name of names) {
      const value = function (this: Kind): void {
        writesOf(this).refuseReuse();
        refuseBatch('batch', [faultOf(name)]);
      };
      Object.defineProperty(prototype, name, { value });
    }
  };
  define(reads, noRead);
  define(foreign, (name) => ({
    code: 'batch-counter',
    columns: [],
    problem: `This kind of batch has no ${name}().`,
    fix,
  }));
}

function noRead(name: string): BatchFault {
  return {
    code: 'batch-read',
    columns: [],
    problem: `A batch holds no reads: ${name}().`,
    fix: 'Read with a repository, before the batch.',
  };
}
