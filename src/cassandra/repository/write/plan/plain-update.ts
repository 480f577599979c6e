import { checkWriteOptions, timestampOf } from '../check/check-options.js';
import { faultlessChanges, faultlessKey } from '../check/faultless-input.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';
import type { PlannedWrite, WrittenColumns, WrittenRows } from './planned-write.js';
import type { UpdateText } from './update-texts.js';

/**
 * An update of whole columns of one row without a condition, as most are. Undefined where that is not so, and for one that has a
 * fault or may have one.
 */
export function planPlainUpdate(
  target: WriteTarget,
  key: unknown,
  changes: unknown,
  options: UncheckedOptions,
): PlannedWrite | undefined {
  const { model } = target;
  const keyValues = faultlessKey(model, key);
  const encoded = faultlessChanges(model, changes);
  if (keyValues === undefined || encoded === undefined) return undefined;
  if (checkWriteOptions(options, { isConditional: false }).length > 0) return undefined;
  return plainUpdate(target, keyValues, encoded, options);
}

/** The same of what was read and has no fault. */
export function plainUpdate(
  target: WriteTarget,
  key: readonly unknown[],
  /** One for each column that may change, undefined where it is left alone. */
  changes: readonly unknown[],
  options: UncheckedOptions,
): PlannedWrite {
  const timestamp = timestampOf(options);
  const { ttlSeconds } = options;
  const text = target.updates.of({
    changes,
    hasTtl: ttlSeconds !== undefined,
    hasTimestamp: timestamp !== undefined,
  });
  return new PlainUpdate(target, text, key, changes, ttlSeconds, timestamp);
}

/** What a batch asks of an update is made when it does: most updates are in none. */
class PlainUpdate implements PlannedWrite {
  readonly operation = 'write';
  readonly table: string;
  readonly cql: string;
  readonly values: readonly unknown[];
  readonly isIdempotent: boolean;
  readonly condition = undefined;
  readonly #text: UpdateText;

  constructor(
    readonly target: WriteTarget,
    text: UpdateText,
    key: readonly unknown[],
    changes: readonly unknown[],
    ttlSeconds: unknown,
    readonly timestamp: bigint | undefined,
  ) {
    const values: unknown[] = [];
    if (text.hasTtl) values.push(ttlSeconds);
    if (timestamp !== undefined) values.push(timestamp);
    for (const place of text.places) values.push(changes[place]);
    for (const part of key) values.push(part);
    this.table = target.model.name;
    this.cql = text.cql;
    this.isIdempotent = text.lists.every((place) => changes[place] === undefined);
    this.values = values;
    this.#text = text;
  }

  get rows(): WrittenRows {
    return { key: this.values.slice(-this.target.model.key.length) };
  }

  get written(): WrittenColumns {
    const { columns } = this.#text;
    const start = this.values.length - this.target.model.key.length - columns.length;
    return { columns, values: this.values.slice(start) };
  }
}
