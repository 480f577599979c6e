import { compressor } from '../compression/compress.js';
import { ParquetEncoder } from '../parquet/parquet-encoder.js';
import { type BadCells, type PartEncoder } from './part-encoder.js';
import { type ExportPlan, fileColumns } from '../plan/export-plan.js';
import { csvEncoder, ndjsonEncoder } from '../text/text-formats.js';

/** The encoder of one part in the plan's format. */
export async function makeEncoder(plan: ExportPlan, badCells: BadCells): Promise<PartEncoder> {
  const columns = fileColumns(plan);
  switch (plan.format) {
    case 'csv':
      return csvEncoder(columns, plan.csv ?? {}, badCells);
    case 'ndjson':
      return ndjsonEncoder(columns, badCells);
    case 'parquet':
      return new ParquetEncoder(
        columns,
        { compression: plan.compression, compress: await compressor(plan.compression) },
        badCells,
      );
  }
}
