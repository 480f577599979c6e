import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EmbeddedCassandra, startEmbeddedCassandra } from '../../embedded-cassandra/index.js';
import { type Command, exitCodes, UsageError } from '../command.js';
import { portOf } from '../flags.js';
import { parseFlags } from '../parse-flags.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const node: Command = {
  summary: 'runs a real Cassandra node in the foreground, until Ctrl-C',
  usage: `Usage: cassanest node [--data-dir DIR] [--nodes 1|2|3] [--port PORT] [--tls]

Starts Cassandra 5.0 as a child process, without Docker, and prints how to connect. Its data stays in the directory.

  --data-dir DIR   default .cassandra
  --nodes N        default 1
  --port PORT      default a free one, the same every time
  --tls            encrypt connections, with a certificate that the node makes`,

  async run(args, say) {
    const { values } = parse(args);
    const nodes = Number(values.nodes ?? 1);
    if (nodes !== 1 && nodes !== 2 && nodes !== 3) throw new UsageError('--nodes: give 1, 2 or 3.');
    const dataDirectory = values['data-dir'] ?? '.cassandra';
    const start = (): Promise<EmbeddedCassandra> =>
      startEmbeddedCassandra({
        dataDirectory,
        nodes,
        ...(values.port !== undefined && { cqlPort: portOf(values.port) }),
        ...(values.tls !== undefined && { tls: values.tls }),
        onProgress: say,
        onUnexpectedEnd: say,
      });
    const cassandra = await endedBySignals(start);
    const { contactPoints, port, localDataCenter, credentials, tls } = cassandra.connection;
    say(
      `export CASSANDRA_CONTACT_POINTS=${contactPoints.join(',')} CASSANDRA_PORT=${String(port)}`,
    );
    say(`export CASSANDRA_LOCAL_DATACENTER=${localDataCenter}`);
    say(
      `export CASSANDRA_USERNAME=${credentials.username} CASSANDRA_PASSWORD=${credentials.password}`,
    );
    if (tls !== undefined) {
      const authority = resolve(dataDirectory, 'tls', 'ca.pem');
      writeFileSync(authority, tls.ca);
      say(`export CASSANDRA_TLS=on CASSANDRA_TLS_CA='${authority}'`);
    }
    say('Cassandra runs. Ctrl-C stops it.');
    await untilStopped();
    say('Stopping …');
    await cassandra.stop();
    return exitCodes.done;
  },
};

function parse(args: readonly string[]) {
  const options = {
    'data-dir': { type: 'string' },
    nodes: { type: 'string' },
    port: { type: 'string' },
    tls: { type: 'boolean' },
  } as const;
  return parseFlags({ args: [...args], options });
}

/** A signal alone would end this process without its exit handlers, and leave the nodes that it starts. */
async function endedBySignals<Result>(work: () => Promise<Result>): Promise<Result> {
  const end = (): never => process.exit(exitCodes.interrupted);
  for (const signal of signals) process.once(signal, end);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

/** The nodes are no children to wait for: something has to keep this process. */
async function untilStopped(): Promise<void> {
  const alive = setInterval(() => undefined, 60_000);
  await Promise.race(signals.map((signal) => once(process, signal)));
  clearInterval(alive);
}
