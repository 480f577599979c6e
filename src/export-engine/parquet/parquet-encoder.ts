import { BadCell } from '../errors/bad-cell.js';
import { type Compress } from '../compression/compress.js';
import { type BadCells, type PartEncoder } from '../part/part-encoder.js';
import { type PlannedColumn } from '../plan/export-plan.js';
import { makeChunk } from './column-chunk.js';
import { fixedDecimal, type FixedDecimals } from './fixed-decimal.js';
import { footer, type RowGroup } from './footer.js';
import { type LeafColumn } from './leaf-column.js';
import { type SchemaNode, schemaNode } from './schema-node.js';

/** What readers work on at a time; DuckDB's own size. Fewer where rows are long: with 16 MiB four workers took 350 MiB. */
const rowsPerGroup = 122_880;
const bytesPerGroup = 8 << 20;
const mark = Buffer.from('PAR1');
const codecs = { none: 0, gzip: 2, zstd: 6 } as const;

export interface ParquetWriting {
  readonly compression: keyof typeof codecs;
  readonly compress: Compress | undefined;
  readonly decimals: FixedDecimals | undefined;
}

/**
 * Rows into a Parquet file, from the bytes of a page straight into the columns. Row groups close after a number of rows or of
 * bytes, so that a part read again gives the same file.
 */
export class ParquetEncoder implements PartEncoder {
  readonly #nodes: readonly SchemaNode[];
  readonly #leaves: readonly LeafColumn[];
  readonly #rowGroups: RowGroup[] = [];
  #rows = 0;
  #bytes = 0;
  /** Where the next row group begins in the file. */
  #at = mark.length;

  constructor(
    private readonly columns: readonly PlannedColumn[],
    private readonly options: ParquetWriting,
    private readonly badCells: BadCells,
  ) {
    const decimals = new Map(Object.entries(options.decimals ?? {}));
    this.#nodes = columns.map(({ name, type, kind }) => {
      const fixed = decimals.get(name);
      if (fixed !== undefined && (type.kind === 'decimal' || type.kind === 'varint')) {
        // The partition key too: what does not fit is null.
        return schemaNode(name, type, true, fixedDecimal(type.kind, fixed));
      }
      // A partition that has static columns alone has no clustering columns.
      return schemaNode(name, type, kind !== 'partition_key');
    });
    this.#leaves = this.#nodes.flatMap(({ leaves }) => leaves);
  }

  addRow(source: Buffer, start: number): number {
    let at = start;
    for (let index = 0; index < this.#nodes.length; index++) {
      const node = this.#nodes[index];
      const length = source.readInt32BE(at);
      at += 4;
      if (node === undefined) continue;
      // A scalar takes back by itself what it could not end.
      const isGroup = node.element.children.length > 0;
      if (isGroup) for (const leaf of node.leaves) leaf.mark();
      try {
        node.write(source, at, length, 0);
      } catch (error) {
        if (!(error instanceof BadCell)) throw error;
        if (isGroup) for (const leaf of node.leaves) leaf.rollback();
        node.writeNull(0, 0);
        const column = this.columns[index]?.name ?? '';
        const isRequired = node.element.repetition === 'REQUIRED';
        this.badCells.add({ source, at: start, column, reason: error.reason, isRequired });
      }
      if (length > 0) at += length;
    }
    this.#rows += 1;
    this.#bytes += at - start;
    return at;
  }

  takeBlock(): Promise<Buffer> | undefined {
    const isFull = this.#rows >= rowsPerGroup || this.#bytes >= bytesPerGroup;
    return isFull ? this.#closeGroup() : undefined;
  }

  async finish(): Promise<Buffer> {
    const isFirst = this.#rowGroups.length === 0;
    const last = this.#rows > 0 ? await this.#closeGroup() : isFirst ? mark : Buffer.alloc(0);
    const end = footer({
      fields: this.#nodes.map(({ element }) => element),
      rowGroups: this.#rowGroups,
      codec: codecs[this.options.compression],
      createdBy: 'cassanest version 1 (build 1)',
    });
    return Buffer.concat([last, end]);
  }

  async #closeGroup(): Promise<Buffer> {
    const parts: Uint8Array[] = this.#rowGroups.length === 0 ? [mark] : [];
    const chunks: RowGroup['chunks'][number][] = [];
    for (const leaf of this.#leaves) {
      const { pages, ...chunk } = await makeChunk(leaf, this.options.compress);
      parts.push(...pages);
      chunks.push({ ...chunk, at: this.#at });
      this.#at += chunk.bytes;
      leaf.clear();
    }
    this.#rowGroups.push({ rows: this.#rows, chunks });
    this.#rows = 0;
    this.#bytes = 0;
    return Buffer.concat(parts);
  }
}
