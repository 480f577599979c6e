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
    let at = offset;
    for (let row = 0; row < length; row++) {
      at = encoder.addRow(buffer, at);
      const block = encoder.takeBlock();
      if (block !== undefined) {
        const whole = await block;
        // It may be compressed right here.
        await turns.next();
        await sink.write(whole);
      }
      if (row % rowsPerLook === 0 && turns.isOver) {
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
