import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ExportHandle,
  type ExportProgress,
  type ExportResult,
} from '../../export-engine/index.js';
import { JobResults } from '../jobs/job-results.js';
import { DiskBudget } from './disk-budget.js';
import { JobEndedError } from './job-ended.error.js';

const everyMs = 1000;
/** Counting the files of all jobs takes longer than writing a row. */
const ticksPerCount = 5;

const budgetMessage =
  'The exports have used up their disk space. Delete some of them, then resume this one.';

/** Looks at an export while it runs: writes down how far it is, and ends it when the disk's share is used up. */
@Injectable()
export class JobWatch {
  constructor(
    private readonly results: JobResults,
    private readonly budget: DiskBudget,
  ) {}

  async over(running: ExportHandle, jobId: string, fence: number): Promise<ExportResult> {
    const ended = new AbortController();
    const watching = this.#watch(running, jobId, fence, ended.signal);
    try {
      const result = await running.done;
      await this.results.putProgress(jobId, fence, running.current);
      return result;
    } finally {
      ended.abort();
      await watching;
    }
  }

  async #watch(
    running: ExportHandle,
    jobId: string,
    fence: number,
    ended: AbortSignal,
  ): Promise<void> {
    let written: ExportProgress | undefined;
    for (let tick = 0; !ended.aborted; tick++) {
      if (tick % ticksPerCount === 0 && (await this.budget.isUsedUp())) {
        running.cancel(new JobEndedError('export-disk-budget', budgetMessage));
        return;
      }
      const { current } = running;
      if (JSON.stringify(current) !== JSON.stringify(written)) {
        // Nobody but people waits for it: the next one comes in a second.
        await this.results.putProgress(jobId, fence, current).catch(() => undefined);
        written = current;
      }
      await delay(everyMs, undefined, { signal: ended }).catch(() => undefined);
    }
  }
}
