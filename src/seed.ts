import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppModule } from './app.module.js';
import { Cassandra } from './cassandra/index.js';
import { readEnvironment } from './config/environment.js';
import { cacheDirectory } from './embedded-cassandra/index.js';
import { openCluster } from './local-cluster.js';
import { HealthDataService } from './sample-data/health-data.service.js';
import { generatePatients } from './sample-data/synthea/generate-patients.js';
import { say, showProgress } from './terminal.js';

/** Patients of one run of Synthea, and of one set that is loaded: what is lost when the work is cut off. */
const patientsPerSeed = 100;
/** After the seed of the sample that comes with the project. */
const firstSeed = 1000;

try {
  await seed(wantedPatients());
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function wantedPatients(): number {
  const { values } = parseArgs({ options: { patients: { type: 'string' } } });
  const patients = Number(values.patients);
  if (/^\d{1,6}$/.test(values.patients ?? '') && patients > 0) return patients;
  throw new Error(
    'npm run seed -- --patients N makes N patients with Synthea and loads them, N from 1 to 999999. What was made and ' +
      'loaded before is not made and loaded again.',
  );
}

/** Each set is remembered when it is made, and when it is loaded: whoever starts this again goes on where it ended. */
async function seed(wanted: number): Promise<void> {
  const environment = readEnvironment();
  const cluster = await openCluster(environment, say);
  try {
    const app = await NestFactory.createApplicationContext(
      AppModule.forRoot({
        cassandra: cluster.options,
        exports: { root: environment.EXPORT_ROOT, atOnce: 0 },
      }),
      { logger: ['error'], abortOnError: false },
    );
    try {
      await app.get(Cassandra).connected;
      const health = app.get(HealthDataService);
      for (let done = 0; done < wanted; done += patientsPerSeed) {
        const set = {
          seed: firstSeed + done / patientsPerSeed,
          patients: Math.min(patientsPerSeed, wanted - done),
        };
        const report = (message: string): void => {
          showProgress(`[${done} of ${wanted} patients] ${message}`);
        };
        const make = (): ReturnType<typeof generatePatients> =>
          generatePatients(set, join(cacheDirectory(), 'synthea'), report);
        await health.load(`synthea seed ${set.seed}, ${set.patients} patients`, make, report);
      }
      say(`${wanted} patients of Synthea are loaded.`);
    } finally {
      await app.close();
    }
  } finally {
    await cluster.stop();
  }
}
