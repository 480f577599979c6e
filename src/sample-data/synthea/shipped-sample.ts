import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type SyntheaFiles } from './health-rows.js';

/** The 100 patients that come with the project; `sample/README.md` says how they were made. */
export async function shippedSample(): Promise<SyntheaFiles> {
  const [patients, medications, observations] = await Promise.all(
    ['patients', 'medications', 'observations'].map(read),
  );
  return {
    patients: patients ?? '',
    medications: medications ?? '',
    observations: observations ?? '',
  };
}

async function read(name: string): Promise<string> {
  const packed = await readFile(new URL(`sample/${name}.csv.gz`, import.meta.url));
  return (await promisify(gunzip)(packed)).toString('utf8');
}
