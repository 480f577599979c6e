import { refused, type Rule, runTime, unasked } from './rule.js';

const ofAll = 'it depends on all statements together';

/** Section 4 of the rules: batches. */
export const batchRules: readonly Rule[] = [
  { code: 'batch-kind', types: refused(), server: unasked('the driver knows three kinds') },
  { code: 'batch-read', types: refused(), server: 'tried' },
  { code: 'batch-counter', types: refused(), server: 'tried' },
  { code: 'batch-same-row', types: runTime(ofAll), server: 'tried' },
  { code: 'batch-timestamp', types: refused('of counters; not in two places'), server: 'tried' },
  { code: 'batch-ttl', types: refused(), server: 'tried' },
  { code: 'batch-lwt', types: runTime(ofAll), server: 'tried' },
  { code: 'batch-size', types: runTime(ofAll), server: 'tried' },
  { code: 'batch-spread', types: runTime(ofAll), server: 'tried' },
  {
    code: 'batch-reused',
    types: runTime('it is the same object'),
    server: unasked('it is sent once'),
  },
  {
    code: 'batch-projection',
    types: refused(),
    server: unasked('a batch would be accepted, and the projections left behind'),
  },
];
