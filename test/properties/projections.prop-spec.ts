import { ProjectionTrial } from '../support/projections/projection-trial.js';

/** The long form: `npm run test:projections`. */
const runs = Number(process.env.PROJECTION_RUNS ?? 4);
const secondsEach = 30;

describe('Projections under crashes, late batches and clocks that are off', () => {
  let trial: ProjectionTrial;

  beforeAll(async () => {
    trial = await ProjectionTrial.open();
  });
  afterAll(async () => {
    await trial.close();
  });

  it(
    'agree with their base in the end, and no acknowledged write is lost',
    async () => {
      for (let seed = 1; seed <= runs; seed++) {
        const differences = await trial.run({ seed, hasIntents: true });
        expect({ seed, differences }).toEqual({ seed, differences: [] });
      }
    },
    runs * secondsEach * 1000,
  );

  it(
    'would not without intents, which shows that the trial finds what it looks for',
    async () => {
      const found: string[] = [];
      for (let seed = 1; seed <= 20 && found.length === 0; seed++) {
        found.push(...(await trial.run({ seed, hasIntents: false })));
      }
      expect(found).not.toEqual([]);
    },
    20 * secondsEach * 1000,
  );
});
