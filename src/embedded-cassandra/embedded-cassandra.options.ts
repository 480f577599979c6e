/**
 * What a node gives for speed.
 * - `durable`: an acknowledged write survives kill -9 (batch commit log). For data that is kept.
 * - `fast`: starts sooner, begins empty at every start, and cannot come back after a kill. For tests whose data nobody
 *   wants back.
 */
export type CassandraProfile = 'durable' | 'fast';

/** How `startEmbeddedCassandra` starts a cluster. */
export interface EmbeddedCassandraOptions {
  /**
   * The folder that holds everything of this cluster: data, configuration, logs, passwords (readable by the owner only).
   * Created when absent; a second process that asks for the same folder is refused.
   *
   * Required: yes
   */
  readonly dataDirectory: string;

  /**
   * Nodes to start, at 127.0.0.1, 127.0.0.2 and 127.0.0.3. macOS knows only the first address until
   * `sudo ifconfig lo0 alias 127.0.0.2 up` adds the others. A data directory stays with its number of nodes.
   *
   * @default 1
   */
  readonly nodes?: 1 | 2 | 3;

  /** @default 'durable' */
  readonly profile?: CassandraProfile;

  /**
   * The port for CQL, the same at every node. When it is taken, the start fails.
   *
   * @default the port this data directory had last time, or a free one when that is taken
   */
  readonly cqlPort?: number;

  /**
   * Java heap of each node in MiB; a node needs about twice that in all.
   *
   * @default 512, or 384 for each of several nodes
   */
  readonly heapMiB?: number;

  /**
   * A Java 17 installation to use, whatever JAVA_HOME and PATH say.
   *
   * @default JAVA_HOME, PATH and the usual folders, whichever has a Java 17 first
   */
  readonly javaHome?: string;

  /**
   * More settings for cassandra.yaml, by their names there; they win over the launcher's. The loader refuses unknown ones.
   *
   * @default none
   */
  readonly config?: Readonly<Record<string, unknown>>;

  /**
   * Encrypt the connections of drivers, with a certificate made at the start that names the nodes' addresses. Who does not
   * encrypt is refused. `connection.tls.ca` is what a client has to trust.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * How long the nodes may take until they answer a query.
   *
   * @default 180000
   */
  readonly startTimeoutMs?: number;

  /** Called with a sentence at each step, and every 2 s during a long one. @default silent */
  readonly onProgress?: (message: string) => void;

  /** Called when a node ends that was not stopped or killed through this handle. @default nothing */
  readonly onUnexpectedEnd?: (message: string) => void;
}

/** What a driver needs to connect; the names are those of `CassandraModule.forRoot`. */
export interface CassandraConnection {
  /** Addresses of the nodes. */
  readonly contactPoints: readonly string[];
  /** The port of CQL, the same on every node. */
  readonly port: number;
  /** The data centre all nodes are in. */
  readonly localDataCenter: string;
  /** A role for applications, no superuser: it may create keyspaces, and owns those. */
  readonly credentials: CassandraCredentials;
  /** The certificate to trust; absent where connections are not encrypted. */
  readonly tls?: { readonly ca: string };
}

/** A name and a password. */
export interface CassandraCredentials {
  /** The role's name. */
  readonly username: string;
  /** Its password. */
  readonly password: string;
}
