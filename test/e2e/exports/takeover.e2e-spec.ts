import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { type Server } from 'node:http';
import { join } from 'node:path';
import request from 'supertest';
import { JobStore } from '../../../src/exports/jobs/job-store.js';
import { ApiProcess } from '../../support/api/api-process.js';
import { someCities } from '../../support/builders/cities.js';
import {
  download,
  type JobAnswer,
  runExport,
  startExport,
  untilState,
} from '../../support/api/exports.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';
import { storeCities } from '../../support/api/store.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { waitFor } from '../../support/wait-for.js';

const cityCount = 3000;
const parts = 16;
/** Beyond what this machine may be busy with other tests. */
const leaseSeconds = 5;
/** Runs for about six seconds: an instance is stopped when it has finished a few of the parts. */
const job = { source: 'cities', format: 'csv', parts, rowsPerSecond: 500 };

/** Two instances as processes of their own; a third one, in this process, runs no job and is asked about them. */
describe('two instances on one cluster', () => {
  let backend: Backend;
  let server: Server;
  let store: JobStore;
  let instances: ApiProcess[];
  let calm: JobAnswer;
  /** The files of an export that nobody disturbed. */
  let undisturbed: readonly Buffer[];

  beforeAll(async () => {
    backend = await startBackend({ exports: { atOnce: 0 } });
    server = backend.app.getHttpServer();
    store = backend.app.get(JobStore);
    instances = [startInstance(), startInstance()];
    await storeCities(backend, someCities(cityCount));
    await Promise.all(instances.map((one) => one.url()));
    calm = await runExport(server, 'cities', { parts });
    undisturbed = await filesOf(calm);
  });

  afterAll(async () => {
    for (const one of instances) one.kill();
    await backend.stop();
  });

  function startInstance(root = backend.exportRoot): ApiProcess {
    return ApiProcess.start(backend, {
      EXPORT_ROOT: root,
      EXPORT_LEASE_SECONDS: String(leaseSeconds),
    });
  }

  async function filesOf(one: JobAnswer): Promise<readonly Buffer[]> {
    return await Promise.all(one.files.map(({ name }) => download(server, one, name)));
  }

  function folderOf(id: string, fence: number): string {
    return join(backend.exportRoot, id, String(fence));
  }

  /** An export of which some parts are finished, and the instance that runs it. */
  async function halfDone(): Promise<{ readonly id: string; readonly owner: ApiProcess }> {
    const { id } = await startExport(server, job);
    const journal = join(folderOf(id, 1), 'journal.jsonl');
    await waitFor('some finished parts', () => {
      return existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length > 5;
    });
    const { owner } = (await store.findSettled(id)) ?? {};
    const found = instances.find(({ pid }) => owner?.split(' ')[1] === String(pid));
    if (found === undefined) throw new Error(`Nobody runs the job; its owner is ${String(owner)}`);
    return { id, owner: found };
  }

  /** Every owner that each fence of a job is seen with, until it has ended. */
  async function ownersOf(id: string): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
    const owners = new Map<number, Set<string>>();
    await waitFor('the end of the job', async () => {
      const { fence, owner, state } = (await store.findSettled(id)) ?? {};
      if (fence !== undefined && typeof owner === 'string') {
        owners.set(fence, (owners.get(fence) ?? new Set()).add(owner));
      }
      return state === 'SUCCEEDED' || state === 'FAILED';
    });
    return owners;
  }

  async function expectWhole(id: string): Promise<JobAnswer> {
    const ended = await untilState(server, id, ['SUCCEEDED', 'FAILED']);
    expect(ended).toMatchObject({ state: 'SUCCEEDED', attempts: 2, files: calm.files });
    expect(ended.progress.rows).toBe(cityCount);
    expect(await filesOf(ended)).toEqual(undisturbed);
    const verified = await request(server)
      .post(`/v1/exports/${id}:verify`)
      .send({ against: 'content' });
    expect(verified.body).toEqual({ files: parts, rows: cityCount, findings: [] });
    return ended;
  }

  /** What the files that count are, down to the moment of their last change. */
  function imageOf(id: string): unknown {
    const folder = folderOf(id, 2);
    return readdirSync(folder)
      .filter((name) => name !== '.lock')
      .sort()
      .map((name) => {
        const { ino, mtimeMs, size } = statSync(join(folder, name));
        return [name, ino, mtimeMs, size, readFileSync(join(folder, name), 'latin1')];
      });
  }

  it('finish the job of one that is killed -9, with the parts it had finished', async () => {
    const { id, owner } = await halfDone();
    const before = readdirSync(folderOf(id, 1)).filter((name) => name.endsWith('.csv'));
    const inodes = new Map(before.map((name) => [name, statSync(join(folderOf(id, 1), name)).ino]));
    owner.kill();
    const killedAt = Date.now();
    instances = [...instances.filter((one) => one !== owner), startInstance()];

    const owners = await ownersOf(id);

    expect(Date.now() - killedAt).toBeLessThan((leaseSeconds + 60) * 1000);
    expect([...owners.values()].map(({ size }) => size)).toEqual([1, 1]);
    await expectWhole(id);
    expect(before.length).toBeGreaterThan(3);
    for (const [name, ino] of inodes) expect(statSync(join(folderOf(id, 2), name)).ino).toBe(ino);
  });

  it('are never both owners: one that slept beyond its lease changes nothing when it wakes', async () => {
    const { id, owner } = await halfDone();
    owner.signal('SIGSTOP');
    const owners = await ownersOf(id);
    const ended = await expectWhole(id);
    const [image, row] = [imageOf(id), await store.findSettled(id)];

    owner.signal('SIGCONT');
    await waitFor('the sleeper to see that the job is not its own', () =>
      owner.output.includes(`Export ${id} was taken over`),
    );

    expect([...owners.values()].map(({ size }) => size)).toEqual([1, 1]);
    expect(imageOf(id)).toEqual(image);
    expect(await store.findSettled(id)).toEqual(row);
    expect(readdirSync(join(backend.exportRoot, id))).toEqual(['2']);
    expect(ended.attempts).toBe(2);
    // It is as good as any other instance again.
    await Promise.all([runExport(server, 'cities'), runExport(server, 'cities')]);
  });

  it('begin the files anew where the new owner does not see those of the one before', async () => {
    instances.shift()?.kill();
    const { id, owner } = await halfDone();
    owner.kill();
    const elsewhere = temporaryDirectory();
    const stranger = startInstance(elsewhere.path);
    instances = [stranger];
    try {
      const url = `${await stranger.url()}/v1/exports/${id}`;

      const ended = await untilState(server, id, ['SUCCEEDED', 'FAILED']);

      expect(ended).toMatchObject({ state: 'SUCCEEDED', attempts: 2, files: calm.files });
      const folder = join(elsewhere.path, id, '2');
      expect(calm.files.map(({ name }) => readFileSync(join(folder, name)))).toEqual(undisturbed);
      const manifest: unknown = await (await fetch(`${url}/manifest`)).json();
      expect(manifest).toMatchObject({ rows: cityCount, bytes: bytesOf(undisturbed) });
      const verified = await fetch(`${url}:verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ against: 'count' }),
      });
      expect(await verified.json()).toEqual({ files: parts, rows: cityCount, findings: [] });
      // Of the one before only its own root tells.
      expect(readdirSync(join(backend.exportRoot, id))).toEqual(['1']);
      expect(readdirSync(folderOf(id, 1))).not.toContain('_SUCCESS');
    } finally {
      stranger.kill();
      elsewhere.remove();
    }
  });
});

function bytesOf(files: readonly Buffer[]): number {
  return files.reduce((sum, { length }) => sum + length, 0);
}
