import { channel } from 'node:diagnostics_channel';

/** The name of the `node:diagnostics_channel` on which each reading is told of once it has ended: a `ReadingEnd`. */
export const READING_CHANNEL = 'cassanest:reading';

/** How far a reading, or a scan, has come. */
export interface ReadingProgress {
  /** Rows given. */
  readonly rows: number;
  /** Pages that came, those without rows too. One that was asked for ahead counts when it is taken. */
  readonly pages: number;
  /** Of these pages as the nodes sent them: a few bytes of each are no rows. */
  readonly bytes: number;
  /** Milliseconds since its first request; after its end, until then. */
  readonly elapsedMs: number;
  /** Over all of that time, what the consumer took of it included. */
  readonly rowsPerSecond: number;
  /** Over all of that time, what the consumer took of it included. */
  readonly bytesPerSecond: number;
}

/**
 * How a reading ended. `complete`: every row was given. `stopped`: the consumer left before that, closed it, or `maxPages` cut
 * it. `aborted`: by its signal. `failed`: by an error of a page, or by `streamTimeoutMs`.
 */
export type ReadingOutcome = 'complete' | 'stopped' | 'aborted' | 'failed';

/** One reading or scan that has ended, for metrics. Holds no value and no CQL. */
export interface ReadingEnd extends ReadingProgress {
  /** The table's name. */
  readonly table: string;
  /** How it ended. */
  readonly outcome: ReadingOutcome;
}

export const readingChannel = channel(READING_CHANNEL);
