export { BadCellsError } from './errors/bad-cells.error.js';
export { DamagedExportError } from './errors/damaged-export.error.js';
export { ExportError } from './errors/export.error.js';
export { ExportFileError } from './errors/export-file.error.js';
export { ExportRefusedError } from './errors/export-refused.error.js';
export { FailedRowsError } from './errors/failed-rows.error.js';
export { TableChangedError } from './errors/table-changed.error.js';
export { checkExport } from './check-export.js';
export { exportTable, type ExportHandle } from './export-table.js';
export type { ExportColumn, ExportTableOptions, TableName } from './options/export-options.js';
export type { ExportHandover } from './handover.js';
export type { ExportProgress } from './export-progress.js';
export type { CellMetadata } from './metadata/cell-metadata.js';
export type { FinishedPart } from './files/journal.js';
export type { Manifest } from './files/manifest.js';
export type { ContentSums } from './files/part-file.js';
export {
  type ExportCompression,
  exportCompressions,
  type ExportFilter,
  type ExportFormat,
  exportFormats,
} from './plan/export-plan.js';
export type { FixedDecimal } from './parquet/fixed-decimal.js';
export type { ParquetOptions } from './parquet/parquet-options.js';
export type { FilterValue } from './values/filter-value.js';
export type { RateLimits } from './reading/pace/limits.js';
export type { ExportResult } from './run-export.js';
export { verifyExport, type VerifyOptions, type VerifyResult } from './verify/verify-export.js';
export type { VerifyFinding } from './verify/verify-finding.js';
export type { DeadLetterFile } from './transform/dead-letters.js';
export type { FinishedTransform } from './transform/part-transform.js';
export type {
  OutputRow,
  RowTransform,
  SourceRow,
  TransformCounts,
  TransformOutcome,
} from './transform/row-transform.js';
export type { CsvOptions } from './text/csv-text.js';
export type { LoadTableOptions } from './load/load-options.js';
export type { LoadProgress } from './load/load-progress.js';
export type { LoadResult } from './load/load-result.js';
export { type LoadHandle, loadTable } from './load/load-table.js';
export type { LoadFormat } from './load/source/source-files.js';
