import type { ConnectCassandraOptions, SchemaFinding, TableOf } from '../../cassandra/index.js';
import { type Command, exitCodes, UsageError } from '../command.js';
import { environment } from '../environment.js';
import { parseFlags } from '../parse-flags.js';
import { connect, type ConnectionArgs, connectionFlags, connectionUsage } from '../connection.js';
import { loadTables } from '../load-tables.js';

type Say = (text: string) => void;

export const schema: Command = {
  summary: 'compares the cluster with declared tables, or adds what is missing',
  usage: `Usage: cassanest schema diff|apply --host ADDRESS --keyspace NAME --tables FILE [options]

diff    prints every difference, with the CQL that mends it; ends with 3 where there is one that matters
apply   creates and adds what is missing, under a lease, and waits for new indexes; nothing is dropped or retyped

${connectionUsage}
  --keyspace NAME          of tables that name none (CASSANDRA_KEYSPACE)
  --tables FILE            a compiled module that exports table classes, such as ./dist/tables.js
  --replicas NUMBER        copies of each row in the data centre, for a keyspace that has to be created: give
                           --local-datacenter with it`,

  async run(args, say) {
    const { values, positionals } = parse(args);
    const [action, ...more] = positionals;
    if ((action !== 'diff' && action !== 'apply') || more.length > 0) {
      throw new UsageError('Say diff or apply.');
    }
    const keyspace = values.keyspace ?? environment('CASSANDRA_KEYSPACE');
    if (keyspace === undefined) throw new UsageError('Give --keyspace.');
    if (values.tables === undefined) throw new UsageError('Give --tables.');
    const tables = await loadTables(values.tables);
    const options = { tables, ...replicationOf(values) };
    return await (action === 'diff' ? diff : apply)(values, keyspace, options, say);
  },
};

function parse(args: readonly string[]) {
  const own = {
    keyspace: { type: 'string' },
    tables: { type: 'string' },
    replicas: { type: 'string' },
  } as const;
  return parseFlags({
    args: [...args],
    options: { ...connectionFlags, ...own },
    allowPositionals: true,
  });
}

interface SchemaArguments extends Pick<ConnectCassandraOptions, 'replication'> {
  readonly tables: readonly TableOf<unknown>[];
}

async function diff(
  args: ConnectionArgs,
  keyspace: string,
  options: SchemaArguments,
  say: Say,
): Promise<number> {
  const cassandra = await connect(args, keyspace, options);
  try {
    const findings = await cassandra.schemaDifferences();
    for (const finding of findings) say(textOf(finding));
    const isSame = findings.every(({ action }) => action === 'notice');
    if (isSame) say(asDeclared(options));
    return isSame ? exitCodes.done : exitCodes.differs;
  } finally {
    await cassandra.close();
  }
}

async function apply(
  args: ConnectionArgs,
  keyspace: string,
  options: SchemaArguments,
  say: Say,
): Promise<number> {
  const cassandra = await connect(args, keyspace, { ...options, schema: 'sync' });
  await cassandra.close();
  say(asDeclared(options));
  return exitCodes.done;
}

const asDeclared = ({ tables }: SchemaArguments): string =>
  `${String(tables.length)} tables: the schema is as declared.`;

/** CQL that can be pasted as it is, with the reason before it. */
function textOf({ subject, column, problem, cql, action }: SchemaFinding): string {
  const what = column === undefined ? subject : `${subject}."${column}"`;
  const comment = `-- ${action}: ${what}: ${problem}`;
  return cql === undefined ? comment : `${comment}\n${cql};`;
}

function replicationOf(
  args: ConnectionArgs & { readonly replicas?: string | undefined },
): Pick<ConnectCassandraOptions, 'replication'> {
  if (args.replicas === undefined) return {};
  const dataCenter = args['local-datacenter'] ?? environment('CASSANDRA_LOCAL_DATACENTER');
  if (dataCenter === undefined) throw new UsageError('--replicas: give --local-datacenter too.');
  const copies = Number(args.replicas);
  if (!Number.isInteger(copies) || copies < 1) throw new UsageError('--replicas: give 1 or more.');
  return {
    replication: { class: 'NetworkTopologyStrategy', dataCenters: { [dataCenter]: copies } },
  };
}
