import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { CassandraError } from '../../../errors/cassandra-error.js';
import { defaultForgetMs, type RepairAges } from './repair-options.js';
import type { Repairer } from './repairer.js';

/** How often and when intents are looked at in the background. */
export interface RepairSchedule {
  readonly intervalMs: number;
  readonly afterMs: number;
  /** Aborted when the connection closes. */
  readonly signal: AbortSignal;
}

/** Looks again and again until the connection closes. Instances do not wait for each other: they start at different times. */
export async function repairInBackground(
  repairers: readonly Repairer[],
  { intervalMs, afterMs, signal }: RepairSchedule,
): Promise<void> {
  const ages = { afterMs, forgetMs: Math.max(defaultForgetMs, afterMs) };
  while (!isAborted(signal)) {
    // Between half of the interval and one and a half.
    const pause = intervalMs * (0.5 + Math.random());
    await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    for (const repairer of repairers) {
      if (!isAborted(signal)) await sweep(repairer, ages, signal);
    }
  }
}

/** A failure is told and not thrown: the next look may find the nodes again. */
async function sweep(repairer: Repairer, ages: RepairAges, signal: AbortSignal): Promise<void> {
  const logger = new Logger('CassandraModule');
  const { table } = repairer;
  try {
    const { done, failures } = await repairer.sweep(ages, { signal });
    if (done > 0) logger.log(`${String(done)} interrupted writes of "${table}" ended.`);
    for (const failure of failures) logger.warn(`Repair: ${failure.message}`);
  } catch (error) {
    if (isAborted(signal)) return;
    const reason = error instanceof CassandraError ? error.message : String(error);
    logger.warn(`Repair of "${table}" is tried again later: ${reason}`);
  }
}

/** The compiler takes a signal that was not aborted for one that never will be. */
const isAborted = ({ aborted }: AbortSignal): boolean => aborted;
