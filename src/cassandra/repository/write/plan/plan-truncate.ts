import { quoteTable } from '../../../cql/quote-identifier.js';
import type { Statement } from '../../../cql/statement.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { requestNames } from '../../../query/plan/option-names.js';
import { settingFaults } from '../check/check-options.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';

/** The server's own limit, which is longer than that of other writes. */
export const truncateTimeoutMs = 60_000;

/** Compiles a TRUNCATE; the name is asked for so that nobody empties a table by a slip. */
export function planTruncate(
  { keyspace, model }: WriteTarget,
  tableName: unknown,
  options: UncheckedOptions,
): Statement {
  refuse('write', model.name, [
    ...(tableName === model.name
      ? []
      : [
          {
            code: 'truncate',
            columns: [],
            problem: 'truncate() deletes every row, and the name given is not that of this table.',
            fix: `Give its name: truncate('${model.name}').`,
          },
        ]),
    ...settingFaults(options, requestNames),
  ]);
  return {
    operation: 'write',
    table: model.name,
    cql: `TRUNCATE ${quoteTable(keyspace, model.name)}`,
    values: [],
    isIdempotent: false,
  };
}
