/** Copies of each partition: in each data centre by name, or in a cluster that has one. */
export type Replication =
  | {
      readonly class: 'NetworkTopologyStrategy';
      readonly dataCenters: Readonly<Record<string, number>>;
    }
  | { readonly class: 'SimpleStrategy'; readonly replicationFactor: number };
