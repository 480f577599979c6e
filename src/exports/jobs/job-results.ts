import { Injectable } from '@nestjs/common';
import { InjectRepository, mapConcurrent, Repository } from '../../cassandra/index.js';
import { type ExportProgress, type FinishedPart } from '../../export-engine/index.js';
import { ExportFileRow } from './export-file.table.js';
import { type ExportJobRow } from './export-job.table.js';
import { type ExportedFile, exportedFile } from './export-job.js';
import { ExportProgressRow } from './export-progress.table.js';

const writesInFlight = 32;

/** What the instance that holds a fence says of its work. Plain writes: each fence has rows of its own. */
@Injectable()
export class JobResults {
  constructor(
    @InjectRepository(ExportProgressRow) private readonly progress: Repository<ExportProgressRow>,
    @InjectRepository(ExportFileRow) private readonly files: Repository<ExportFileRow>,
  ) {}

  async putProgress(
    jobId: string,
    fence: number,
    { rows, bytes, ringFraction }: ExportProgress,
  ): Promise<void> {
    const row = { jobId, fence, rows: BigInt(rows), bytes: BigInt(bytes), ringFraction };
    await this.progress.insert(row);
  }

  async putFiles(jobId: string, fence: number, files: readonly FinishedPart[]): Promise<void> {
    await mapConcurrent(files, writesInFlight, ({ part, name, bytes, rows, crc32, sha256 }) =>
      this.files.insert({
        jobId,
        fence,
        part,
        name,
        bytes: BigInt(bytes),
        rows: BigInt(rows),
        crc32,
        sha256,
      }),
    );
  }

  async progressOf({ id: jobId, fence }: ExportJobRow): Promise<ExportProgressRow | null> {
    return await this.progress.findOne({ jobId, fence });
  }

  /** None unless the job has succeeded: then the files of the fence it succeeded with. */
  async filesOf({ id: jobId, fence, state }: ExportJobRow): Promise<readonly ExportedFile[]> {
    if (state !== 'SUCCEEDED') return [];
    const files: ExportedFile[] = [];
    for await (const row of this.files.filter({ jobId, fence })) files.push(exportedFile(row));
    return files;
  }

  /** Deletes what every fence has said. */
  async delete({ id: jobId, fence: last }: ExportJobRow): Promise<void> {
    for (let fence = 1; fence <= last; fence++) {
      await this.progress.delete({ jobId, fence });
      await this.files.deleteMany({ jobId, fence });
    }
  }
}
