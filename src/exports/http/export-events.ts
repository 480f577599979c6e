import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { ProblemException } from '../../common/problem/problem.js';
import { ExportsService } from '../exports.service.js';
import { type ExportJob } from '../jobs/export-job.js';
import { isFinal } from '../jobs/job-state.js';

/** A job, as it was when it had changed. */
export interface ExportEvent {
  readonly data: ExportJob;
}

const everyMs = 1000;
/** Between two events at most: a client that left is noticed by what is sent to it. */
const ticksPerEvent = 15;
/** Each costs up to three small reads a second. */
const mostFollowers = 100;

/** Jobs, followed by clients: read again each second, whichever instance runs them. */
@Injectable()
export class ExportEvents implements BeforeApplicationShutdown {
  readonly #ending = new AbortController();
  #followers = 0;

  constructor(private readonly exports: ExportsService) {}

  /** Clients that follow a job at this moment. */
  get followers(): number {
    return this.#followers;
  }

  /** The job now, then each time it has changed, until it has ended or the reader has left. */
  async of(id: string, left: AbortSignal): Promise<AsyncGenerator<ExportEvent, void, undefined>> {
    if (this.#followers >= mostFollowers) {
      const detail =
        'Too many clients follow exports. Ask for the export itself from time to time.';
      throw new ProblemException({ status: 503, code: 'exports-busy', detail });
    }
    const job = await this.exports.get(id);
    return this.#changes(job, AbortSignal.any([left, this.#ending.signal]));
  }

  /** Connections that stay open would hold the shutdown up. */
  beforeApplicationShutdown(): void {
    this.#ending.abort();
  }

  async *#changes(
    first: ExportJob,
    ended: AbortSignal,
  ): AsyncGenerator<ExportEvent, void, undefined> {
    this.#followers += 1;
    try {
      let sent = '';
      for (let tick = 0; !ended.aborted; tick++) {
        const job = tick === 0 ? first : await this.exports.get(first.id);
        const text = JSON.stringify(job);
        if (text !== sent || tick % ticksPerEvent === 0) {
          sent = text;
          yield { data: job };
        }
        if (isFinal(job.state)) return;
        await delay(everyMs, undefined, { signal: ended }).catch(() => undefined);
      }
    } finally {
      this.#followers -= 1;
    }
  }
}
