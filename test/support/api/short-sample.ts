import { HealthDataService } from '../../../src/sample-data/health-data.service.js';
import { type Backend } from './start-backend.js';

/** `npm run test:sample-data` has all of it. */
const isWhole = process.env.LONG_TESTS !== undefined;
const withMostResults = 'b185db0d-8e94-8694-c524-aca893f31f48';

/** Those with users, which are the largest, and a twentieth of the others. */
export function shortCities<City extends { readonly population: number }>(
  all: readonly City[],
): readonly City[] {
  return all.filter(({ population }, index) => isWhole || population > 2e6 || index % 20 === 0);
}

/** The one with most results and about every sixteenth. */
export function isInSample(patient: unknown): boolean {
  return isWhole || patient === withMostResults || String(patient).startsWith('0');
}

/** Lets a backend load no more than the patients above. */
export function shortenPatients({ app }: Backend): void {
  const service = app.get(HealthDataService);
  service.load = async (name, files, report) => {
    const shortened = async (): ReturnType<typeof files> => {
      const { patients, medications, observations } = await files();
      return {
        patients: linesOf(patients, 'Id'),
        medications: linesOf(medications, 'PATIENT'),
        observations: linesOf(observations, 'PATIENT'),
      };
    };
    await HealthDataService.prototype.load.call(service, name, shortened, report);
  };
}

/** No column before that of the patient has a comma in it. */
function linesOf(csv: string, column: string): string {
  const [header = '', ...lines] = csv.split('\n');
  const at = header.split(',').indexOf(column);
  return [header, ...lines.filter((line) => isInSample(line.split(',')[at]))].join('\n');
}
