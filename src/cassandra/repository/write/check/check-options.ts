import { types } from 'node:util';
import { isSerialConsistency } from '../../../cql/consistency.js';
import type { Fault } from '../../../errors/fault.js';
import type { QueryFault } from '../../../query/query-fault.js';
import { checkSettings } from '../../../query/plan/check-numbers.js';
import {
  checkNames,
  isOptions,
  namesOf,
  ofRequest,
  type OptionNames,
} from '../../../query/plan/option-names.js';
import type { UncheckedOptions, WriteOptions } from '../write-options.js';
import type { WriteFault } from './write-fault.js';

const maxTtlSeconds = 630_720_000;
const maxAheadMs = 3_600_000;
const microsPerMilli = 1000n;

/** What a write must not have beside what all of them may have. */
export interface OptionRules {
  /** A lightweight transaction, which takes no time from the caller. */
  readonly isConditional: boolean;
  readonly isDelete?: boolean;
}

type SettingFault = Fault<'unknown-option' | 'timeout' | 'signal' | 'consistency'>;

/** Other settings are none of a write, which is said already. */
const isOfWrites = (fault: QueryFault): fault is SettingFault =>
  fault.code === 'unknown-option' ||
  fault.code === 'timeout' ||
  fault.code === 'signal' ||
  fault.code === 'consistency';

const writeNames = namesOf<WriteOptions & UncheckedOptions>({
  ...ofRequest,
  ttlSeconds: true,
  timestamp: true,
  if: true,
  ifExists: true,
  ifNotExists: true,
});

/** Faults of TTL, timestamp and the settings of the request. */
export function checkWriteOptions(
  options: UncheckedOptions,
  { isConditional, isDelete = false }: OptionRules,
): readonly WriteFault[] {
  if (!isOptions(options)) return checkNames(options, writeNames);
  return [
    ...settingFaults(options, writeNames),
    ...(isDelete && options.ttlSeconds !== undefined ? [ttlOnDelete] : ttlFaults(options)),
    ...(isConditional && options.timestamp !== undefined
      ? [timestampOnCondition]
      : timestampFaults(options.timestamp)),
  ];
}

/** What the settings of a request that writes may not say; also used for those of a batch. */
export function settingFaults(
  options: UncheckedOptions,
  known: OptionNames,
): readonly SettingFault[] {
  if (!isOptions(options)) return checkNames(options, known);
  const faults = checkSettings(options, known).filter(isOfWrites);
  return isSerialConsistency(options.consistency) ? [...faults, serialWrite] : faults;
}

/** The microseconds to bind; undefined where none are given. Asked only of options without faults. */
export function timestampOf({ timestamp }: UncheckedOptions): bigint | undefined {
  if (types.isDate(timestamp)) return BigInt(timestamp.getTime()) * microsPerMilli;
  return typeof timestamp === 'bigint' ? timestamp : undefined;
}

function ttlFaults({ ttlSeconds }: UncheckedOptions): readonly WriteFault[] {
  if (ttlSeconds === undefined) return [];
  const isLegal =
    typeof ttlSeconds === 'number' &&
    Number.isInteger(ttlSeconds) &&
    ttlSeconds >= 0 &&
    ttlSeconds <= maxTtlSeconds;
  if (isLegal) return [];
  return [
    {
      code: 'ttl',
      columns: [],
      problem: 'ttlSeconds is not a whole number of seconds that Cassandra can keep.',
      fix: `Give 0 (never expires) to ${String(maxTtlSeconds)}, or leave it out.`,
    },
  ];
}

/** Also used for the timestamp of a batch. */
export function timestampFaults(timestamp: unknown): readonly WriteFault[] {
  if (timestamp === undefined) return [];
  const isKnown =
    typeof timestamp === 'bigint' ||
    (types.isDate(timestamp) && !Number.isNaN(timestamp.getTime()));
  if (!isKnown) return [notATimestamp];
  const micros = timestampOf({ timestamp }) ?? 0n;
  const latest = BigInt(Date.now() + maxAheadMs) * microsPerMilli;
  if (micros < 0n) return [notATimestamp];
  return micros > latest ? [tooFarAhead] : [];
}

const notATimestamp: WriteFault = {
  code: 'timestamp',
  columns: [],
  problem: 'timestamp is neither a bigint of microseconds since 1970 nor a valid Date after it.',
  fix: 'Give new Date(), or BigInt(Date.now()) * 1000n.',
};

const tooFarAhead: WriteFault = {
  code: 'timestamp',
  columns: [],
  problem: 'timestamp is more than one hour ahead: it would hide every write until then.',
  fix: 'Give microseconds (not nanoseconds) of a time that has come.',
};

const serialWrite: SettingFault = {
  code: 'consistency',
  columns: [],
  problem: 'Cassandra writes at no serial consistency.',
  fix: "Give 'LOCAL_QUORUM' or another level; serialConsistency is for the conditions of a write.",
};

const timestampOnCondition: WriteFault = {
  code: 'lwt-timestamp',
  columns: [],
  problem: 'A lightweight transaction takes its time from the replicas.',
  fix: 'Leave timestamp out.',
};

const ttlOnDelete: WriteFault = {
  code: 'delete-columns',
  columns: [],
  problem: 'A delete has no TTL.',
  fix: 'Leave ttlSeconds out, or update the columns with one.',
};
