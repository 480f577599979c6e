import { type Client, type types } from 'cassandra-driver';

/** One statement, asked of every node that is up, each about itself. A node that does not answer is left out. */
export async function askNodes(
  client: Client,
  cql: string,
  values: readonly unknown[],
): Promise<ReadonlyMap<string, readonly types.Row[]>> {
  const hosts = client.hosts.values().filter((host) => host.isUp());
  const answers = await Promise.allSettled(
    hosts.map(async (host) => {
      const { rows } = await client.execute(cql, [...values], { prepare: true, host });
      return [host.address, rows] as const;
    }),
  );
  return new Map(
    answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])),
  );
}
