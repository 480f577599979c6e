import { type ExportsOptions } from '../exports/exports.options.js';

/** Everything the backend has to be told; `environment.ts` reads it, tests write it. */
export interface BackendOptions {
  readonly cassandra: BackendCassandraOptions;
  /** The folder below which exports are written, and their limits where they are not the defaults. */
  readonly exports: Pick<ExportsOptions, 'root'> & Partial<ExportsOptions>;
}

/** The cluster of the backend. */
export interface BackendCassandraOptions {
  readonly contactPoints: readonly string[];
  readonly port: number;
  readonly localDataCenter: string;
  readonly keyspace: string;
  /** Absent where the cluster asks for none. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Encrypt, and verify: true with the authorities that Node knows, else with these. Absent: not encrypted. */
  readonly tls?: true | { readonly ca: string };
  /** Replicas in the local data centre, for a keyspace that has to be created. */
  readonly replicas: number;
  /** The first seals the cursors of lists, all open them; none: cursors end with the process. */
  readonly cursorSecrets: readonly string[];
}
