import type { CassandraOptions } from './cassandra.options.js';
import { InvalidOptionsError } from '../errors/refused/invalid-options.error.js';
import { requireOptions } from '../errors/refused/require-options.js';
import { type Given, isRecord } from './given-options.js';
import { optionNames, unknownNames } from './option-names.js';
import {
  addressProblems,
  choiceProblems,
  driverProblems,
  numberProblems,
  replicationProblems,
} from './option-problems.js';
import { productionProblems, secretProblems, tlsProblems } from './secret-problems.js';

/** Throws one error that names every option that cannot work. Values are not repeated: some are secrets. */
export function checkOptions(
  options: CassandraOptions,
  // Nest itself has no other word for it, and an option would be forgotten where it matters.
  // eslint-disable-next-line no-restricted-properties
  isProduction = process.env.NODE_ENV === 'production',
): void {
  requireOptions('options', options);
  const given: Given = { ...options };
  const problems = [
    ...unknownNames('', given, optionNames),
    ...addressProblems(given),
    ...numberProblems(given),
    ...choiceProblems(given),
    ...replicationProblems(given),
    ...secretProblems(given),
    ...tlsProblems(given),
    ...driverProblems(given),
    ...(isProduction ? productionProblems(given) : []),
  ];
  if (problems.length > 0) throw new InvalidOptionsError(problems);
}

/** What works, and yet may not be meant. */
export function warningsOf({ cursorSecrets = [], tls }: CassandraOptions): readonly string[] {
  const warnings: string[] = [];
  if (cursorSecrets.length === 0) {
    warnings.push(
      'No cursorSecrets: cursors of page() end with this process and fit no other instance.',
    );
  }
  if (isRecord(tls) && tls.verify === false) {
    warnings.push(
      'tls.verify is false: whoever sits between here and the nodes can read all of it.',
    );
  }
  return warnings;
}
