import { type ExportState } from '../../../src/exports/jobs/export-job.table.js';
import { type Server } from 'node:http';
import request from 'supertest';
import { type ExportJob } from '../../../src/exports/jobs/export-job.js';

import { waitFor } from '../wait-for.js';

/** A job as JSON has it: times are texts. */
export type JobAnswer = Omit<ExportJob, 'createdAt' | 'endedAt'> & {
  readonly createdAt: string;
  readonly endedAt: string | null;
};

/** Starts an export over HTTP; gives it as it is then. */
export async function startExport(server: Server, body: object): Promise<JobAnswer> {
  const response = await request(server).post('/v1/exports').send(body).expect(202);
  return response.body as JobAnswer;
}

/** Starts an export over HTTP and waits until it has ended, in whichever way. */
export async function runExport(
  server: Server,
  source: string,
  more: object = {},
): Promise<JobAnswer> {
  const { id } = await startExport(server, { source, format: 'csv', ...more });
  return await untilState(server, id, ['SUCCEEDED', 'FAILED', 'CANCELLED']);
}

export async function untilState(
  server: Server,
  id: string,
  states: readonly ExportState[],
): Promise<JobAnswer> {
  return await waitFor(`the export to be ${states.join(' or ')}`, async () => {
    const job = await readJob(server, id);
    return states.includes(job.state) ? job : null;
  });
}

export async function readJob(server: Server, id: string): Promise<JobAnswer> {
  return (await request(server).get(`/v1/exports/${id}`).expect(200)).body as JobAnswer;
}

/** What a client that follows a job is told until the stream ends. */
export async function followExport(server: Server, id: string): Promise<readonly JobAnswer[]> {
  const { text } = await request(server)
    .get(`/v1/exports/${id}/events`)
    .expect(200)
    .expect('Content-Type', /text\/event-stream/);
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json) as JobAnswer);
}

/** The bytes of a file of a job, as a client gets them. */
export async function download(
  server: Server,
  job: Pick<JobAnswer, 'id'>,
  name: string,
): Promise<Buffer> {
  const response = await request(server)
    .get(`/v1/exports/${job.id}/files/${name}`)
    .buffer(true)
    .parse((stream, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        done(null, Buffer.concat(chunks));
      });
    })
    .expect(200);
  return response.body as Buffer;
}
