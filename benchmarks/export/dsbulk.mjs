import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const version = '1.10.0';
const group = 'com.datastax.oss';
const artifacts = [
  'dsbulk-runner',
  'dsbulk-connectors-csv',
  'dsbulk-workflow-unload',
  'dsbulk-executor-reactor',
];
const mainClass = `${group}.dsbulk.runner.DataStaxBulkLoader`;

/** DSBulk's class path, resolved by Maven into its own repository: there is no distribution of it in Maven Central. */
export function resolveDsbulk(folder) {
  mkdirSync(folder, { recursive: true });
  const dependencies = artifacts.map(
    (artifact) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId></dependency>`,
  );
  writeFileSync(
    join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>bench</groupId><artifactId>bench</artifactId><version>1</version>
<dependencyManagement><dependencies><dependency><groupId>${group}</groupId><artifactId>dsbulk-bom</artifactId><version>${version}</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>
<dependencies>${dependencies.join('')}</dependencies></project>`,
  );
  const output = join(folder, 'class-path.txt');
  execFileSync('mvn', ['-q', '-B', 'dependency:build-classpath', `-Dmdep.outputFile=${output}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return output;
}

/** The command that unloads a table to CSV files in a folder. */
export function dsbulkCommand(classPathFile, { connection, keyspace, table, to }) {
  const [host] = connection.contactPoints;
  const { username, password } = connection.credentials ?? {};
  return [
    'java',
    ['-cp', `@${classPathFile}`],
    [
      mainClass,
      'unload',
      '-h',
      host,
      '-port',
      String(connection.port),
      '-dc',
      connection.localDataCenter,
    ],
    username === undefined ? [] : ['-u', username, '-p', password],
    // Its driver ends at types it does not know, such as vectors, in whatever keyspace.
    ['--driver.advanced.metadata.schema.refreshed-keyspaces', `["${keyspace}"]`],
    ['-k', keyspace, '-t', table, '-url', to, '-logDir', `${to}-logs`],
  ].flat();
}
