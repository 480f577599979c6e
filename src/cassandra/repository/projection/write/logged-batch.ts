import type { Statement } from '../../../cql/statement.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';

/** One logged batch, all of it at one time. */
export function loggedBatch(writes: readonly PlannedWrite[], timestamp: bigint): Statement {
  return {
    operation: 'write',
    table: [...new Set(writes.map(({ table }) => table))].join(', '),
    cql: `logged batch of ${String(writes.length)}`,
    values: [],
    isIdempotent: true,
    batch: { kind: 'logged', statements: writes, timestamp },
  };
}
