import { type CsvOptions, type FixedDecimal } from '../export-engine/index.js';
import { UsageError } from './command.js';

/** How CSV is written or was written, for `parseArgs`. */
export const csvFlags = {
  delimiter: { type: 'string' },
  'null-text': { type: 'string' },
  'no-header': { type: 'boolean' },
} as const;

/** What `parseArgs` makes of the flags. */
export interface CsvArgs {
  readonly delimiter?: string | undefined;
  readonly 'null-text'?: string | undefined;
  readonly 'no-header'?: boolean | undefined;
}

export function csvOf(values: CsvArgs): Omit<CsvOptions, 'escapeFormulas'> {
  const { delimiter, 'null-text': nullText } = values;
  return {
    header: values['no-header'] !== true,
    ...(delimiter !== undefined && { delimiter: delimiter.replace('\\t', '\t') }),
    ...(nullText !== undefined && { nullText }),
  };
}

const name = String.raw`\s*(?:"(?:[^"]|"")+"\s*|[^",\s][^,]*)`;
const listOfNames = new RegExp(`^${name}(?:,${name})*$`);

/**
 * Names with commas between them, and spaces beside these; one that has a comma, or a space at an end, stands in double quotes, as
 * in CQL.
 *
 * @throws UsageError
 */
export function names<Flag extends string>(
  values: Readonly<Partial<Record<Flag, string | undefined>>>,
  flag: Flag,
  what = 'names',
): readonly string[] | undefined {
  const list = values[flag];
  if (list === undefined) return undefined;
  if (!listOfNames.test(list)) {
    throw new UsageError(
      `--${flag} is ${what} of columns with commas between them, such as id,name.`,
    );
  }
  return (list.match(new RegExp(name, 'g')) ?? [])
    .map((one) => one.trim())
    .map((one) => (one.startsWith('"') ? one.slice(1, -1).replaceAll('""', '"') : one));
}

/** Columns with their precision and scale, such as `price=20,4` or `total=38`. @throws UsageError */
export function decimals(
  list: readonly string[] | undefined,
): Readonly<Record<string, FixedDecimal>> | undefined {
  if (list === undefined) return undefined;
  const entries = list.map((one) => {
    const [, name, precision, scale = '0'] = /^(.+)=(\d+)(?:,(\d+))?$/s.exec(one) ?? [];
    if (name === undefined) {
      throw new UsageError('--decimal is COLUMN=PRECISION,SCALE, such as price=20,4.');
    }
    return [name, { precision: Number(precision), scale: Number(scale) }] as const;
  });
  if (new Set(entries.map(([name]) => name)).size < entries.length) {
    throw new UsageError('--decimal: give each column once.');
  }
  return Object.fromEntries(entries);
}

export function required<Name extends string>(
  values: Readonly<Partial<Record<Name, string | undefined>>>,
  name: Name,
): string {
  const value = values[name];
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

export function wholeNumber<Name extends string>(
  values: Readonly<Partial<Record<Name, string | undefined>>>,
  name: Name,
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name} is a whole number.`);
  return Number(text);
}

/** @throws UsageError */
export function portOf(text: string, name = '--port'): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new UsageError(`${name}: give 1 to 65535.`);
}

/** Without those that were not given: what is left out has its default. */
export function given<Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as ReturnType<typeof given<Options>>;
}
