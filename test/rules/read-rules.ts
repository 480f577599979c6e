import { refused, type Rule, runTime, unasked } from './rule.js';

const ofTheFilter = 'it depends on the filter, which is no part of the type of a query';
const anyOrder = 'it depends on other calls, which may come before or after';
const aNumber = 'a number is any number to the compiler';
const ours = unasked('the option is ours, no part of the statement');

/** Sections 2 and 7 of the rules: order, limits, selection, grouping, results. */
export const readRules: readonly Rule[] = [
  { code: 'order-mixed', types: refused(), server: 'tried' },
  { code: 'order-gap', types: runTime(ofTheFilter), server: 'tried' },
  { code: 'order-column', types: refused(), server: 'tried' },
  { code: 'order-needs-partition', types: runTime(ofTheFilter), server: 'tried' },
  { code: 'order-with-index', types: runTime(ofTheFilter), server: 'tried' },
  { code: 'order-partition-in', types: runTime(ofTheFilter), server: 'tried' },
  { code: 'limit', types: runTime(aNumber), server: 'tried' },
  { code: 'per-partition-limit', types: runTime(aNumber), server: 'tried' },
  { code: 'page-size', types: runTime(aNumber), server: 'tried' },
  { code: 'select', types: refused('called twice too'), server: 'tried' },
  { code: 'select-static-only', types: runTime(ofTheFilter), server: 'tried' },
  {
    code: 'distinct',
    types: refused('columns, aggregates and filter; not an order, which any query may have'),
    server: 'tried',
  },
  {
    code: 'group-by',
    types: refused('a column outside the key, none; a gap may be fixed by the filter'),
    server: 'tried',
  },
  { code: 'group-select', types: runTime(anyOrder), server: 'tried' },
  { code: 'aggregate-type', types: refused('sum and avg; not min and max'), server: 'tried' },
  { code: 'aggregate-limit', types: runTime(anyOrder), server: 'tried' },
  { code: 'aggregate-scan', types: runTime(ofTheFilter), server: 'tried' },
  { code: 'writetime', types: refused(), server: 'tried' },
  { code: 'ann', types: refused('not numbers and dimensions'), server: 'tried' },
  { code: 'max-pages', types: refused('no number'), server: ours },
  { code: 'stream-timeout', types: runTime(aNumber), server: ours },
  { code: 'read-ahead', types: refused('no boolean'), server: ours },
  { code: 'on-page', types: refused('no function'), server: ours },
  { code: 'unknown-option', types: refused('of another call'), server: ours },
  { code: 'on-end', types: refused('no function'), server: ours },
  { code: 'page-retries', types: runTime(aNumber), server: ours },
  { code: 'timeout', types: runTime(aNumber), server: ours },
  { code: 'signal', types: refused(), server: ours },
  { code: 'consistency', types: refused(), server: 'tried' },
  { code: 'cursor-expiry', types: runTime(aNumber), server: ours },
  { code: 'scan-concurrency', types: runTime(aNumber), server: ours },
  { code: 'scan-range', types: runTime(aNumber), server: ours },
  { code: 'reconcile-option', types: refused('no boolean, no function'), server: ours },
  { code: 'multiple-rows', types: runTime('it is what the table holds'), server: 'tried' },
  { code: 'row-not-found', types: runTime('it is what the table holds'), server: 'tried' },
  { code: 'max-rows', types: runTime('it is what the table holds'), server: 'tried' },
  { code: 'missing-value', types: runTime('it is what the table holds'), server: 'tried' },
  { code: 'invalid-cursor', types: runTime('a cursor is a text'), server: 'tried' },
];
