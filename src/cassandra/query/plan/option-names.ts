import type { RequestSettings } from '../../cql/statement.js';
import type { Fault } from '../../errors/fault.js';
import { nearestName } from '../filter/nearest-name.js';
import type { PagingSettings, QuerySettings } from './select-request.js';

/** Names that options may have. */
export type OptionNames = ReadonlySet<string>;

/** By name, so that the compiler sees one that is missing. */
export function namesOf<Options>(names: Readonly<Record<keyof Options, true>>): OptionNames {
  return new Set(Object.keys(names));
}

export const ofRequest = {
  consistency: true,
  serialConsistency: true,
  timeoutMs: true,
  signal: true,
} as const;
export const ofPaging = {
  ...ofRequest,
  pageSize: true,
  pageRetries: true,
  pageRetryDelayMs: true,
  onEnd: true,
} as const satisfies Record<keyof PagingSettings, true>;
export const requestNames = namesOf<RequestSettings>(ofRequest);
export const queryNames = namesOf<QuerySettings>({
  ...ofPaging,
  maxPages: true,
  streamTimeoutMs: true,
  readAhead: true,
  onPage: true,
});
/** An option that is misspelt, or is none of this call, would be left out, and with it what it asks for. */
export function checkNames(
  options: object,
  known: OptionNames,
): readonly Fault<'unknown-option'>[] {
  if (!isOptions(options)) return [noOptions];
  let faults: Fault<'unknown-option'>[] | undefined;
  // Asked for every request, mostly of an empty object: nothing is made unless there is a fault.
  for (const name in options) {
    if (known.has(name) || (options as Record<string, unknown>)[name] === undefined) continue;
    faults ??= [];
    faults.push(unknownOption(name, known));
  }
  return faults ?? [];
}

/** Callers without types give null, a bare number or a list where an object is asked for. */
export function isOptions(options: unknown): options is object {
  return typeof options === 'object' && options !== null && !Array.isArray(options);
}

/** Those given before stay where these say nothing. What is no object stays too, for `checkNames` to tell of it. */
export function withOptions<Options extends object>(
  before: Options,
  more: Options | undefined,
): Options {
  if (more === undefined || !isOptions(before)) return before;
  return isOptions(more) ? { ...before, ...more } : more;
}

const noOptions: Fault<'unknown-option'> = {
  code: 'unknown-option',
  columns: [],
  problem: 'The options are no object.',
  fix: 'Give an object, such as { timeoutMs: 500 }, or leave them out.',
};

function unknownOption(name: string, known: OptionNames): Fault<'unknown-option'> {
  return {
    code: 'unknown-option',
    columns: [],
    problem: `There is no option "${name}" here.`,
    fix: meantOption(name, known),
  };
}

/** What to give in place of a name that is none. `prefix`: where the names stand, such as `tls.`. */
export function meantOption(name: string, known: OptionNames, prefix = ''): string {
  const names = [...known];
  const nearest = nearestName(name, names);
  return nearest === undefined ? `Give ${names.join(', ')}.` : `Did you mean ${prefix}${nearest}?`;
}
