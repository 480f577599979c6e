import { join } from 'node:path';
import { type ClusterState } from './cluster-state.js';
import { type EmbeddedCassandraOptions } from '../embedded-cassandra.options.js';
import { type NodePlan } from '../node/node-files.js';

/** Where each node's part of the ring begins: equal parts, decided before the first start. */
const initialTokens = {
  1: ['-9223372036854775808'],
  2: ['-9223372036854775808', '0'],
  3: ['-9223372036854775808', '-3074457345618258603', '3074457345618258602'],
} as const;

/** Linux answers at all of 127.0.0.0/8. All nodes share one CQL port, for the driver takes its own for every peer. */
export function nodeAddresses(nodes: 1 | 2 | 3): string[] {
  return initialTokens[nodes].map((_, index) => `127.0.0.${index + 1}`);
}

/** The folder of each node below the data directory. */
export function nodeDirectories(dataDirectory: string, nodes: 1 | 2 | 3): string[] {
  return initialTokens[nodes].map((_, index) => join(dataDirectory, `node${index + 1}`));
}

/** What each node of the cluster is started with. */
export function planNodes(options: EmbeddedCassandraOptions, state: ClusterState): NodePlan[] {
  const nodes = options.nodes ?? 1;
  const addresses = nodeAddresses(nodes);
  const directories = nodeDirectories(options.dataDirectory, nodes);
  return initialTokens[nodes].map((initialToken, index) => ({
    initialToken,
    address: addresses[index] ?? '',
    directory: directories[index] ?? '',
    seed: addresses[0] ?? '',
    ports: state.ports,
    profile: options.profile ?? 'durable',
    heapMiB: options.heapMiB ?? (nodes === 1 ? 512 : 384),
    tls: state.tls,
    config: options.config ?? {},
  }));
}
