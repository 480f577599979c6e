import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SyntheaFiles } from './health-rows.js';
import { runCommand } from './run-command.js';
import { SYNTHEA_VERSION, syntheaClassPath } from './synthea-jars.js';

/** The patients of one seed. The same seed and number give the same files, byte for byte. */
export interface PatientsWanted {
  readonly seed: number;
  readonly patients: number;
}

/** How `sample/README.md` says it: one thread, for the order of several would be by chance. */
const options = [
  '--generate.thread_pool_size=1',
  '--generate.only_alive_patients=true',
  '--exporter.years_of_history=5',
  '--exporter.csv.export=true',
  '--exporter.fhir.export=false',
  '--exporter.hospital.fhir.export=false',
  '--exporter.practitioner.fhir.export=false',
  '--exporter.metadata.export=false',
  '--exporter.csv.included_files=patients.csv, medications.csv, observations.csv',
  '--exporter.csv.excluded_files=',
];
const lastDay = '20261101';

/** What Synthea writes for a seed, kept below `directory`: 20 to 60 s for 100 patients the first time, then nothing. */
export async function generatePatients(
  { seed, patients }: PatientsWanted,
  directory: string,
  report: (message: string) => void,
): Promise<SyntheaFiles> {
  const folder = join(directory, `${SYNTHEA_VERSION}-seed-${seed}-patients-${patients}`);
  if (!existsSync(folder)) {
    // Of this process alone: a Java that outlived a killed one may still be writing.
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    const classPath = await syntheaClassPath(directory, report);
    let made = 0;
    await runCommand(
      'java',
      [
        ...['-cp', classPath, 'App'],
        ...['-s', String(seed), '-cs', String(seed), '-r', lastDay, '-e', lastDay],
        ...['-p', String(patients), ...options],
        `--exporter.baseDirectory=${unfinished}/`,
        'Massachusetts',
      ],
      (line) => {
        if (!/^\d+ -- /.test(line)) return;
        made += 1;
        report(`Making patients of seed ${seed}: ${made} of ${patients}`);
      },
    );
    renameSync(unfinished, folder);
  }
  const read = (name: string): Promise<string> => readFile(join(folder, 'csv', name), 'utf8');
  return {
    patients: await read('patients.csv'),
    medications: await read('medications.csv'),
    observations: await read('observations.csv'),
  };
}
