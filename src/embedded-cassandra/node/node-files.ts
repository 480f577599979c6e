import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ClusterTls } from './certificate.js';
import { type CassandraProfile } from '../embedded-cassandra.options.js';

/** The ports of a cluster, the same at each of its addresses. */
export interface ClusterPorts {
  readonly cql: number;
  readonly storage: number;
  /** Never listened on, but has to differ. */
  readonly sslStorage: number;
}

/** Everything that decides how one node is started. */
export interface NodePlan {
  readonly directory: string;
  readonly address: string;
  readonly seed: string;
  readonly initialToken: string;
  readonly ports: ClusterPorts;
  readonly profile: CassandraProfile;
  readonly heapMiB: number;
  readonly tls: ClusterTls | undefined;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Internals of the JDK that Cassandra 5.0 reaches on Java 17 (from its conf/jvm17-server.options). */
const exported = [
  'java.base/jdk.internal.misc',
  'java.base/java.lang.ref',
  'java.management.rmi/com.sun.jmx.remote.internal.rmi',
  'java.management/com.sun.jmx.remote.security',
  'java.rmi/sun.rmi.registry',
  'java.rmi/sun.rmi.server',
  'java.sql/java.sql',
  'jdk.unsupported/sun.misc',
];
const opened = [
  'java.base/java.io',
  'java.base/java.lang',
  'java.base/java.lang.module',
  'java.base/java.lang.reflect',
  'java.base/java.nio',
  'java.base/java.util',
  'java.base/jdk.internal.loader',
  'java.base/jdk.internal.math',
  'java.base/jdk.internal.module',
  'java.base/jdk.internal.ref',
  'java.base/jdk.internal.reflect',
  'java.base/jdk.internal.util.jar',
  'java.base/sun.nio.ch',
  'jdk.management/com.sun.management.internal',
];

/** Java's one argument: it names the file of all the others, and tells this node from every other process. */
export function javaArgument(directory: string): string {
  return `@${join(directory, 'conf', 'java.args')}`;
}

/** Writes the node's configuration. */
export function writeNodeFiles(plan: NodePlan, classPath: readonly string[]): void {
  const conf = join(plan.directory, 'conf');
  const temporary = join(plan.directory, 'tmp');
  for (const folder of [conf, temporary]) mkdirSync(folder, { recursive: true });
  const yaml = join(conf, 'cassandra.yaml');
  const logback = join(conf, 'logback.xml');
  // JSON is YAML, and needs no package to write.
  writeFileSync(yaml, JSON.stringify(cassandraYaml(plan), null, 2));
  writeFileSync(logback, logbackXml);
  writeFileSync(
    javaArgument(plan.directory).slice(1),
    [
      ...jvmOptions(plan, classPath),
      ...Object.entries({
        'cassandra-foreground': 'yes', // otherwise it closes its own output
        'cassandra.config': pathToFileURL(yaml).href,
        'cassandra.storagedir': plan.directory,
        'cassandra.logdir': plan.directory,
        'logback.configurationFile': pathToFileURL(logback).href,
        'java.io.tmpdir': temporary,
        'jna.tmpdir': temporary,
        'cassandra.skip_wait_for_gossip_to_settle': '0',
        // Also how long a node waits for its seed's first answer: on a busy machine 2 s were not always enough.
        'cassandra.ring_delay_ms': plan.address === plan.seed ? '2000' : '20000',
        'cassandra.superuser_setup_delay_ms': '0',
        'cassandra.shutdown_announce_in_ms': '0',
      }).map(([name, value]) => `-D${name}=${value}`),
      '-cp',
      [conf, ...classPath].join(delimiter),
      'org.apache.cassandra.service.CassandraDaemon',
    ]
      .map(quoted)
      .join('\n'),
  );
}

function jvmOptions(plan: NodePlan, classPath: readonly string[]): string[] {
  const jamm = classPath.find((jar) => basename(jar).startsWith('jamm-'));
  return [
    `-Xms${plan.heapMiB}m`,
    `-Xmx${plan.heapMiB}m`,
    '-Xss256k',
    '-XX:+ExitOnOutOfMemoryError',
    '-Djdk.attach.allowAttachSelf=true',
    '-Dio.netty.tryReflectionSetAccessible=true',
    '-Dio.netty.allocator.maxOrder=11',
    '-Djava.net.preferIPv4Stack=true',
    '-Dchronicle.analytics.disable=true',
    ...(jamm === undefined ? [] : [`-javaagent:${jamm}`]),
    ...(plan.profile === 'fast'
      ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dcassandra.unsafesystem=true']
      : ['-XX:+UseG1GC']),
    ...exported.map((name) => `--add-exports=${name}=ALL-UNNAMED`),
    ...opened.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
  ];
}

/** In an argument file, quotes keep spaces together and a backslash escapes. */
function quoted(argument: string): string {
  return `"${argument.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function cassandraYaml(plan: NodePlan): Record<string, unknown> {
  return {
    cluster_name: 'cassanest',
    partitioner: 'org.apache.cassandra.dht.Murmur3Partitioner',
    endpoint_snitch: 'SimpleSnitch',
    num_tokens: 1,
    initial_token: plan.initialToken,
    auto_bootstrap: false,
    listen_address: plan.address,
    rpc_address: plan.address,
    storage_port: plan.ports.storage,
    ssl_storage_port: plan.ports.sslStorage,
    native_transport_port: plan.ports.cql,
    seed_provider: [
      {
        class_name: 'org.apache.cassandra.locator.SimpleSeedProvider',
        parameters: [{ seeds: plan.seed }],
      },
    ],
    // Periodic sync lost the last 0.2 s of acknowledged writes at a kill -9, Paxos promises among them.
    ...(plan.profile === 'durable'
      ? { commitlog_sync: 'batch' }
      : { commitlog_sync: 'periodic', commitlog_sync_period: '10s' }),
    auto_snapshot: false,
    concurrent_reads: 8,
    concurrent_writes: 8,
    concurrent_counter_writes: 4,
    concurrent_compactors: 1,
    storage_compatibility_mode: 'NONE',
    sstable: { selected_format: 'bti' },
    memtable: { configurations: { default: { class_name: 'TrieMemtable' } } },
    default_secondary_index: 'sai',
    // Under AllowAllAuthenticator guardrails and permissions would be off without a word.
    authenticator: 'PasswordAuthenticator',
    authorizer: 'CassandraAuthorizer',
    roles_validity: '500ms',
    permissions_validity: '500ms',
    credentials_validity: '500ms',
    ...(plan.tls !== undefined && {
      client_encryption_options: {
        enabled: true,
        optional: false,
        store_type: 'PKCS12',
        keystore: plan.tls.keystore,
        keystore_password: plan.tls.keystorePassword,
      },
    }),
    ...plan.config,
  };
}

const logbackXml = `<configuration>
  <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%-5level [%thread] %date{ISO8601} %logger{0}: %msg%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="STDOUT"/></root>
</configuration>
`;
