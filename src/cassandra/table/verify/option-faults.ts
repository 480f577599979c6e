import type { TableFault } from '../../errors/refused/invalid-table.error.js';
import { compactionClasses } from '../storage-options.js';
import type { TableDefinition } from '../table-definition.js';
import type { WriteMode } from '../write-mode.js';
import { tableFault } from './table-fault.js';

const maxTtlSeconds = 630_720_000;
const maxGcGraceSeconds = 2_147_483_647;

type Problem = readonly [problem: string, fix: string];

/** What each option may be; undefined where it may. A value may come from anywhere. */
const checks: Readonly<Record<string, (value: unknown) => Problem | undefined>> = {
  defaultTtlSeconds: (value) => seconds('defaultTtlSeconds', value, maxTtlSeconds),
  gcGraceSeconds: (value) => seconds('gcGraceSeconds', value, maxGcGraceSeconds),
  compaction,
  comment: (value) =>
    typeof value === 'string' ? undefined : ['comment is no text.', "Give comment: '…'."],
};

/** Faults of the options beside the keys. */
export function optionFaults(definition: TableDefinition): readonly TableFault[] {
  const options = Object.entries(definition.storage).filter(([, value]) => value !== undefined);
  const problems = options.flatMap(([name, value]): readonly Problem[] => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) return [unknownOption(name)];
    const problem = check(value);
    return problem === undefined ? [] : [problem];
  });
  return [...problems, ...unknownMode(definition), ...ttlOfCounters(definition)].map(
    ([problem, fix]) => tableFault(definition, 'table-options', [], problem, fix),
  );
}

function seconds(name: string, value: unknown, max: number): Problem | undefined {
  const isLegal =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
  if (isLegal) return undefined;
  return [
    `${name} is not a whole number of seconds that Cassandra can keep.`,
    `Give ${name} from 0 to ${String(max)}, or leave it out.`,
  ];
}

function compaction(value: unknown): Problem | undefined {
  const options: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  if (!compactionClasses.some((known) => known === options.class)) {
    const known = compactionClasses.map((name) => `'${name}'`).join(', ');
    return [
      'compaction names no strategy of Cassandra.',
      `Give compaction: { class: … }: ${known}.`,
    ];
  }
  const isPlain = (option: unknown): boolean =>
    ['string', 'number', 'boolean'].includes(typeof option);
  const wrong = Object.keys(options).filter((name) => !isPlain(options[name]));
  if (wrong.length === 0) return undefined;
  return [
    `compaction: ${wrong.join(', ')} is neither text, number nor boolean.`,
    'Give one of these, or leave it out.',
  ];
}

function unknownOption(name: string): Problem {
  return [
    `There is no option ${JSON.stringify(name)}.`,
    `Leave it out. The options beside the keys are ${Object.keys(checks).join(', ')}.`,
  ];
}

/** By name, so that the compiler sees one that is missing. */
const writeModes: Readonly<Record<WriteMode, true>> = {
  plain: true,
  versioned: true,
  'append-only': true,
  projection: true,
};

function unknownMode({ writes }: TableDefinition): readonly Problem[] {
  if (Object.hasOwn(writeModes, writes)) return [];
  return [
    ['There is no such mode of writes.', "Give writes: 'plain', 'versioned' or 'append-only'."],
  ];
}

function ttlOfCounters({ columns, storage }: TableDefinition): readonly Problem[] {
  if (storage.defaultTtlSeconds === undefined || storage.defaultTtlSeconds === 0) return [];
  if (!Object.values(columns).some(({ kind }) => kind === 'counter')) return [];
  return [['Counters never expire.', 'Remove defaultTtlSeconds.']];
}
