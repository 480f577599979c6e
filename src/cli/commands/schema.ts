import { parseArgs } from 'node:util';
import {
  type CassandraOptions,
  connectCassandra,
  type Replication,
  type SchemaFinding,
  type TableOf,
} from '../../cassandra/index.js';
import { type Command, UsageError } from '../command.js';
import { connectionArguments, connectionFrom, connectionUsage } from '../connection-arguments.js';
import { loadTables } from '../load-tables.js';

type Say = (text: string) => void;

export const schema: Command = {
  summary: 'schema diff|apply   compare the cluster with declared tables, or add what is missing',
  usage: `cassanest schema diff|apply --tables FILE [--replicas N]

diff    prints every difference, with the CQL that mends it; exit code 1 where there is one that matters
apply   creates and adds what is missing, under a lease, and waits for new indexes; nothing is dropped or retyped

  --tables FILE    a compiled module that exports table classes, such as ./dist/tables.js
  --replicas N     copies of each row in the data centre, for a keyspace that has to be created

${connectionUsage}`,

  async run(args, say) {
    const { values, positionals } = parse(args);
    const [action, ...more] = positionals;
    if ((action !== 'diff' && action !== 'apply') || more.length > 0) {
      throw new UsageError('Say diff or apply.');
    }
    if (values.tables === undefined) throw new UsageError('Give --tables.');
    const tables = await loadTables(values.tables);
    const connection = connectionFrom(values);
    const replication = replicationOf(values.replicas, connection.localDataCenter);
    // The cursors of a command nobody pages with; without a secret it would be warned of.
    const options = { ...connection, ...replication, connectTries: 1, cursorSecrets: [unused] };
    return await (action === 'diff' ? diff : apply)(options, tables, say);
  },
};

const unused = 'no cursor is ever sealed with this';

function parse(args: readonly string[]) {
  const own = { tables: { type: 'string' }, replicas: { type: 'string' } } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { ...connectionArguments, ...own },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function diff(
  options: CassandraOptions,
  tables: readonly TableOf<unknown>[],
  say: Say,
): Promise<number> {
  const cassandra = await connectCassandra({ ...options, tables });
  try {
    const findings = await cassandra.schemaDifferences();
    for (const finding of findings) say(textOf(finding));
    const isSame = findings.every(({ action }) => action === 'notice');
    if (isSame) say(`${String(tables.length)} tables: the schema is as declared.`);
    return isSame ? 0 : 1;
  } finally {
    await cassandra.close();
  }
}

async function apply(
  options: CassandraOptions,
  tables: readonly TableOf<unknown>[],
  say: Say,
): Promise<number> {
  const cassandra = await connectCassandra({ ...options, schema: 'sync', tables });
  await cassandra.close();
  say(`${String(tables.length)} tables: the schema is as declared.`);
  return 0;
}

/** CQL that can be pasted as it is, with the reason before it. */
function textOf({ subject, column, problem, cql, action }: SchemaFinding): string {
  const what = column === undefined ? subject : `${subject}."${column}"`;
  const comment = `-- ${action}: ${what}: ${problem}`;
  return cql === undefined ? comment : `${comment}\n${cql};`;
}

function replicationOf(
  replicas: string | undefined,
  dataCenter: string,
): { readonly replication?: Replication } {
  if (replicas === undefined) return {};
  const copies = Number(replicas);
  if (!Number.isInteger(copies) || copies < 1) throw new UsageError('--replicas: give 1 or more.');
  return {
    replication: { class: 'NetworkTopologyStrategy', dataCenters: { [dataCenter]: copies } },
  };
}
