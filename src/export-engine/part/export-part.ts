import { ringShare, type TokenRange } from '../../cassandra/index.js';
import { type BlockSink } from '../files/part-file.js';
import { type PartEncoder } from './part-encoder.js';
import { type PartPage } from '../reading/read-part.js';
import { turns } from './turns.js';

/** Rows between two looks at the clock. */
const rowsPerLook = 256;

export interface PartReading {
  readonly ranges: readonly TokenRange[];
  readonly pages: AsyncIterable<PartPage>;
  readonly encoder: PartEncoder;
  readonly sink: BlockSink;
  readonly signal: AbortSignal;
  /** Told after each page: rows so far, and the share of the whole ring that is read. */
  readonly onPage: (rows: number, ringFraction: number) => void;
}

/** Pages of a part through its encoder into its sink. Gives the number of rows. */
export async function exportPart(reading: PartReading): Promise<number> {
  const { ranges, pages, encoder, sink, signal, onPage } = reading;
  const shares = [0];
  for (const range of ranges) shares.push((shares.at(-1) ?? 0) + ringShare(range));
  let rows = 0;
  for await (const { buffer, offset, length, rangesDone } of pages) {
    signal.throwIfAborted();
    const page = { buffer, at: offset, rowsLeft: length };
    while (page.rowsLeft > 0) {
      const block = encodeRows(encoder, page);
      if (block !== undefined) {
        const whole = await block;
        // It may be compressed right here.
        await turns.next();
        await sink.write(whole);
      } else if (turns.isOver) {
        await turns.next();
        signal.throwIfAborted();
      }
    }
    rows += length;
    onPage(rows, shares[rangesDone] ?? 1);
  }
  signal.throwIfAborted();
  await sink.write(await encoder.finish());
  return rows;
}

interface RowsLeft {
  readonly buffer: Buffer;
  at: number;
  rowsLeft: number;
}

/**
 * Rows of the page until a block is full, at most so many that it is time to look at the clock. Apart from the loop that waits:
 * V8 compiled that one five times, and rows ran unoptimised meanwhile.
 */
function encodeRows(encoder: PartEncoder, page: RowsLeft): Buffer | Promise<Buffer> | undefined {
  const { buffer } = page;
  const stopAt = Math.max(0, page.rowsLeft - rowsPerLook);
  let { at, rowsLeft } = page;
  let block: Buffer | Promise<Buffer> | undefined;
  while (block === undefined && rowsLeft > stopAt) {
    at = encoder.addRow(buffer, at);
    block = encoder.takeBlock();
    rowsLeft -= 1;
  }
  page.at = at;
  page.rowsLeft = rowsLeft;
  return block;
}
