/** Copies of each partition: in each data centre by name, or in a cluster that has one. */
export type Replication =
  | {
      readonly class: 'NetworkTopologyStrategy';
      readonly dataCenters: Readonly<Record<string, number>>;
    }
  | { readonly class: 'SimpleStrategy'; readonly replicationFactor: number };

/** `{'class': 'SimpleStrategy', 'replication_factor': '1'}` */
export function replicationCql(replication: Replication): string {
  const options: readonly (readonly [string, string | number])[] =
    replication.class === 'SimpleStrategy'
      ? [['replication_factor', replication.replicationFactor]]
      : Object.entries(replication.dataCenters);
  const parts = [['class', replication.class] as const, ...options].map(
    ([name, value]) => `${quoteText(name)}: ${quoteText(String(value))}`,
  );
  return `{${parts.join(', ')}}`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
