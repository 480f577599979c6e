import { type ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { ProblemException } from '../../common/problem/problem.js';
import { type StoredFile } from '../files/export-files.service.js';

/** What of Express's response is used: it knows ranges and conditions. */
export interface FileResponse extends ServerResponse {
  sendFile(
    name: string,
    options: {
      readonly root: string;
      readonly lastModified: boolean;
      readonly cacheControl: boolean;
      readonly headers: Readonly<Record<string, string>>;
    },
    done: (error?: Error) => void,
  ): void;
}

const logger = new Logger('Exports');

/** Sends it whole or in part; its sum is its name for caches. A client that leaves is no failure. */
export async function sendStoredFile(
  response: FileResponse,
  file: StoredFile,
  contentType: string,
): Promise<void> {
  const error = await new Promise<Error | undefined>((resolve) => {
    const headers = {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      ETag: `"${file.crc32}-${String(file.bytes)}"`,
    };
    const options = { root: file.folder, lastModified: false, cacheControl: false, headers };
    response.sendFile(file.name, options, resolve);
  });
  if (error === undefined || response.headersSent || response.destroyed) return;
  if (Reflect.get(error, 'status') === 416) {
    const detail = `The file has ${String(file.bytes)} bytes.`;
    throw new ProblemException({ status: 416, code: 'range-not-satisfiable', detail });
  }
  logger.warn(`A file of an export cannot be read: ${error.message}`);
  throw new ProblemException({
    status: 404,
    code: 'export-file-not-found',
    detail: 'The file is not where it was written.',
  });
}
