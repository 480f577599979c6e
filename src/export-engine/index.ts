export { ExportFileError } from './export-file.error.js';
export {
  type ExportedFile,
  type ExportFormat,
  exportFormats,
  type ExportProgress,
  exportTable,
  type ExportTableOptions,
} from './export-table.js';
