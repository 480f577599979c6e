import { type Server } from 'node:http';
import request from 'supertest';
import { type ExportJob } from '../../src/exports/export-job.js';
import { waitFor } from './wait-for.js';

/** Starts an export over HTTP and waits until it has ended, in whichever way. */
export async function runExport(server: Server, source: string): Promise<ExportJob> {
  const response = await request(server)
    .post('/v1/exports')
    .send({ source, format: 'csv' })
    .expect(202);
  const { location = '' } = response.headers as { location?: string };
  return await waitFor(`the export of ${source}`, async () => {
    const { body } = (await request(server).get(location).expect(200)) as { body: ExportJob };
    return body.state === 'QUEUED' || body.state === 'RUNNING' ? null : body;
  });
}

/** The bytes of a file of a job, as a client gets them. */
export async function download(server: Server, job: ExportJob, name: string): Promise<Buffer> {
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
