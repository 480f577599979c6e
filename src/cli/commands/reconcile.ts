import type { Cassandra, ReconcileResult, TableOf } from '../../cassandra/index.js';
import { type Command, exitCodes, UsageError } from '../command.js';
import { environment } from '../environment.js';
import { parseFlags } from '../parse-flags.js';
import { connect, connectionFlags, connectionUsage } from '../connection.js';
import { loadTables } from '../load-tables.js';
import { grouped } from '../progress-line.js';

const progressEveryMs = 10_000;

export const reconcile: Command = {
  summary: 'compares projections with their base, and mends what differs',
  usage: `Usage: cassanest reconcile --host ADDRESS --keyspace NAME --tables FILE [options]

Compares every projection of the versioned tables in FILE with its base, both ways, beside live writes. Ends with 3 where --dry-run
found a difference.

${connectionUsage}
  --keyspace NAME          of tables that name none (CASSANDRA_KEYSPACE)
  --tables FILE            a compiled module that exports table classes, such as ./dist/tables.js
  --dry-run                count differences and mend none
  --backfill               write every row of the base to its projections without looking what is there, and give a version to
                           rows that plain writes have made; stop the processes before that write the table without it
  --concurrency NUMBER     rows looked at side by side; 16`,

  async run(args, say) {
    const values = parse(args);
    const keyspace = values.keyspace ?? environment('CASSANDRA_KEYSPACE');
    if (keyspace === undefined) throw new UsageError('Give --keyspace.');
    if (values.tables === undefined) throw new UsageError('Give --tables.');
    const bases = basesOf(await loadTables(values.tables));
    if (bases.length === 0) {
      throw new UsageError(`"${values.tables}" exports no versioned table that has projections.`);
    }
    const options = {
      dryRun: values['dry-run'] ?? false,
      backfill: values.backfill ?? false,
      concurrency: concurrencyOf(values.concurrency),
    };
    const cassandra = await connect(values, keyspace, {});
    try {
      let isSame = true;
      for (const base of bases) {
        const result = await reconcileOne(cassandra, base, options);
        say(textOf(base.definition.name, result));
        isSame &&= result.missing + result.different + result.stale + result.unversioned === 0;
      }
      return isSame || !options.dryRun ? exitCodes.done : exitCodes.differs;
    } finally {
      await cassandra.close();
    }
  },
};

function parse(args: readonly string[]) {
  const own = {
    keyspace: { type: 'string' },
    tables: { type: 'string' },
    'dry-run': { type: 'boolean' },
    backfill: { type: 'boolean' },
    concurrency: { type: 'string' },
  } as const;
  return parseFlags({ args: [...args], options: { ...connectionFlags, ...own } }).values;
}

function basesOf(tables: readonly TableOf<unknown>[]): readonly TableOf<unknown>[] {
  return tables.filter(
    ({ definition }) => definition.writes === 'versioned' && definition.projections.length > 0,
  );
}

function concurrencyOf(given: string | undefined): number {
  const concurrency = Number(given ?? 16);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 256) return concurrency;
  throw new UsageError('--concurrency: give 1 to 256.');
}

async function reconcileOne(
  cassandra: Cassandra,
  base: TableOf<unknown>,
  options: { dryRun: boolean; backfill: boolean; concurrency: number },
): Promise<ReconcileResult> {
  let shownAt = performance.now();
  return await cassandra.reconcile(base, {
    ...options,
    onProgress: ({ table, baseRows, projectedRows }) => {
      if (performance.now() - shownAt < progressEveryMs) return;
      shownAt = performance.now();
      process.stderr.write(`${table}: ${grouped(baseRows + projectedRows)} rows\n`);
    },
  });
}

function textOf(table: string, result: ReconcileResult): string {
  const { baseRows, projectedRows, missing, different, stale, unversioned, repaired } = result;
  return (
    `${table}: ${grouped(baseRows)} rows and ${grouped(projectedRows)} projected ones: ${grouped(missing)} missing, ` +
    `${grouped(different)} different, ${grouped(stale)} stale, ${grouped(unversioned)} without a version; ${grouped(repaired)} mended.`
  );
}
