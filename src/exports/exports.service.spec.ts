import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Cassandra } from '../cassandra/index.js';
import { type ExportJob } from './export-job.js';
import { ExportsService } from './exports.service.js';

describe('ExportsService', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('knows the newest 1000 exports that have ended', async () => {
    jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    // Each export fails at once: there is no such folder.
    const service = new ExportsService({} as Cassandra, '/dev/null/exports');
    const jobs: ExportJob[] = [];
    while (jobs.length < 1002) {
      const job = service.create('cities', 'csv');
      jobs.push(job);
      while (service.get(job.id).state !== 'FAILED') await nextTurn();
    }

    const isKnown = ({ id }: ExportJob): boolean => {
      try {
        return service.get(id).state === 'FAILED';
      } catch {
        return false;
      }
    };
    expect(jobs.map(isKnown)).toEqual(jobs.map((_, index) => index >= 2));
  });
});
