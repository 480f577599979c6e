import { compressor } from '../compression/compress.js';
import { ParquetEncoder } from '../parquet/parquet-encoder.js';
import { type BadCells, type PartEncoder } from './part-encoder.js';
import { type ExportPlan, fileColumns } from '../plan/export-plan.js';
import { csvFormat, ndjsonFormat, textEncoders } from '../text/text-formats.js';

/** Makes the encoder of one part, which reports its bad cells there. */
export type MakeEncoder = (badCells: BadCells) => PartEncoder;

/** What makes the encoders of an export's parts, in the plan's format. */
export async function encoderMaker(plan: ExportPlan): Promise<MakeEncoder> {
  const columns = fileColumns(plan);
  switch (plan.format) {
    case 'csv':
      return textEncoders(csvFormat(columns, plan.csv ?? {}));
    case 'ndjson':
      return textEncoders(ndjsonFormat(columns));
    case 'parquet': {
      const { compression, decimals } = plan;
      const compress = await compressor(compression);
      const writing = { compression, compress, decimals };
      return (badCells) => new ParquetEncoder(columns, writing, badCells);
    }
  }
}
