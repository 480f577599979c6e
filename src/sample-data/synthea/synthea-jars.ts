import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.js';

export const SYNTHEA_VERSION = '3.3.0';

const pom = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cassanest</groupId>
  <artifactId>synthea</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.mitre.synthea</groupId>
      <artifactId>synthea</artifactId>
      <version>${SYNTHEA_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/** The class path of Synthea: 143 jars, 200 MB, fetched once per machine by Maven. */
export async function syntheaClassPath(
  directory: string,
  report: (message: string) => void,
): Promise<string> {
  const file = join(directory, `class-path-${SYNTHEA_VERSION}.txt`);
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '' && known.split(delimiter).every((jar) => existsSync(jar))) return known;

  const work = join(directory, `maven-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    writeFileSync(join(work, 'pom.xml'), pom);
    const found = join(work, 'class-path.txt');
    let files = 0;
    const tell = (): void => {
      report(`Fetching Synthea ${SYNTHEA_VERSION} with Maven (once): ${files} files so far`);
    };
    tell();
    await runCommand(
      'mvn',
      [
        '-B',
        ...['-f', join(work, 'pom.xml')],
        'dependency:build-classpath',
        `-Dmdep.outputFile=${found}`,
        '-DincludeScope=runtime',
      ],
      (line) => {
        if (!line.includes('Downloaded from')) return;
        files += 1;
        tell();
      },
    );
    renameSync(found, file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return readFileSync(file, 'utf8').trim();
}
