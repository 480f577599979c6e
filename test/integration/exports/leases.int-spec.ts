import { randomUUID } from 'node:crypto';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { exportsDefaults } from '../../../src/exports/exports.options.js';
import { ExportJobOfDay } from '../../../src/exports/jobs/export-job-of-day.table.js';
import { ExportJobRow } from '../../../src/exports/jobs/export-job.table.js';
import { hashOf, originOf } from '../../../src/exports/jobs/export-request.js';
import { JobStore, type OpenJob } from '../../../src/exports/jobs/job-store.js';
import { Lease, LeaseLostError } from '../../../src/exports/running/lease.js';
import { TcpProxy } from '../../support/nodes/tcp-proxy.js';
import { waitFor } from '../../support/wait-for.js';

const request = { source: 'cities', format: 'csv', compression: 'none' } as const;
const hash = hashOf(request);

let keyspace: TestKeyspace;
let cassandra: Cassandra;
let store: JobStore;
const leases: Lease[] = [];

beforeAll(async () => {
  keyspace = await createTestKeyspace();
  const tables = [ExportJobRow, ExportJobOfDay];
  cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
  store = storeOn(cassandra);
});

afterEach(() => {
  for (const lease of leases.splice(0)) lease.end();
});

afterAll(async () => {
  await cassandra.close();
  await keyspace.drop();
});

function storeOn(connection: Cassandra): JobStore {
  return new JobStore(connection.repository(ExportJobRow), connection.repository(ExportJobOfDay), {
    ...exportsDefaults,
    root: '',
  });
}

async function aJob(): Promise<ExportJobRow> {
  return (await store.create(originOf('anyone'), request, hash)).row;
}

async function take(
  job: OpenJob,
  { by = 'a', on = store, leaseMs = 60_000 }: { by?: string; on?: JobStore; leaseMs?: number } = {},
): Promise<Lease | undefined> {
  const lease = await Lease.take(on, job, { owner: by, instance: by }, leaseMs);
  if (lease !== undefined) leases.push(lease);
  return lease;
}

async function taken(job: OpenJob, leaseMs?: number): Promise<Lease> {
  const lease = await take(job, leaseMs === undefined ? {} : { leaseMs });
  if (lease === undefined) throw new Error('The job was not to be had.');
  return lease;
}

async function now(id: string): Promise<ExportJobRow> {
  const row = await store.findSettled(id);
  if (row === null) throw new Error('The job is gone.');
  return row;
}

describe('A job', () => {
  it('is made once, by however many instances at once, and stands in the list once', async () => {
    const origin = originOf('anyone', randomUUID());

    const made = await Promise.all(
      Array.from({ length: 8 }, () => store.create(origin, request, hash)),
    );

    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    const listed = await store.ofDay(new Date().toISOString().slice(0, 10)).all();
    expect(listed.filter(({ id }) => id === origin.id)).toHaveLength(1);
  });

  it('is open until it has ended or is paused', async () => {
    const { id } = await aJob();
    const isOpen = async (): Promise<boolean> => (await store.open()).some((job) => job.id === id);
    expect(await isOpen()).toBe(true);

    await store.change(id, { fence: 0 }, { state: 'PAUSED' });
    expect(await isOpen()).toBe(false);
    await store.change(id, { fence: 0 }, { state: 'QUEUED' });
    expect(await isOpen()).toBe(true);
    await store.change(id, { fence: 0 }, { state: 'CANCELLED' });

    expect(await isOpen()).toBe(false);
    expect((await now(id)).endedAt).toBeInstanceOf(Date);
  });
});

describe('A lease', () => {
  it('goes to one of all who reach for it', async () => {
    const job = await aJob();
    const instances = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

    const all = await Promise.all(instances.map((by) => take(job, { by })));

    const held = all.filter((lease) => lease !== undefined);
    expect(held).toHaveLength(1);
    const row = await now(job.id);
    expect(row).toMatchObject({ state: 'PLANNING', fence: 1 });
    expect(all.findIndex((lease) => lease !== undefined)).toBe(instances.indexOf(row.owner ?? ''));
  });

  it('cannot be taken while its beat goes on', async () => {
    const job = await aJob();
    await taken(job, 3000);
    const seen = await now(job.id);

    await waitFor('a renewal', async () => (await now(job.id)).beat !== seen.beat);

    expect(await take(seen, { by: 'b' })).toBeUndefined();
    expect((await now(job.id)).fence).toBe(1);
  });

  it('refuses every change of one who lost it, and tells them', async () => {
    const job = await aJob();
    const old = await taken(job);
    await old.change('PLANNING', 'RUNNING');
    await take(await now(job.id), { by: 'b' });
    const before = await now(job.id);

    await expect(old.confirm()).rejects.toThrow(LeaseLostError);
    await expect(old.change('RUNNING', 'SUCCEEDED')).rejects.toThrow(LeaseLostError);
    await old.renew();
    await old.release();

    expect(old.signal.aborted).toBe(true);
    expect(await now(job.id)).toEqual(before);
    expect(before).toMatchObject({ state: 'RUNNING', fence: 2, owner: 'b' });
  });

  it('ends at once for the owner when a client pauses the job', async () => {
    const job = await aJob();
    const lease = await taken(job);
    await store.change(job.id, { fence: 1 }, { state: 'PAUSED' });

    await lease.renew();

    expect(lease.signal.aborted).toBe(true);
  });

  it('is there at once for the next one when it was given back', async () => {
    const job = await aJob();
    const lease = await taken(job);
    await lease.release();

    const row = await now(job.id);
    expect(row).toMatchObject({ state: 'PLANNING', owner: null });
    expect((await take(row, { by: 'b' }))?.fence).toBe(2);
  });
});

describe('A lease whose answers are lost', () => {
  let proxy: TcpProxy;
  let behind: Cassandra;

  beforeAll(async () => {
    const { contactPoints, port } = keyspace.connection;
    proxy = new TcpProxy({ host: contactPoints[0] ?? '', port });
    await proxy.start();
    behind = await connectCassandra({ ...keyspace.connection, port: proxy.port });
    // Prepared before answers get lost: a test is about the writes.
    const lease = await take(await aJob(), { on: storeOn(behind) });
    await lease?.renew();
  });

  afterAll(async () => {
    proxy.releaseAnswers();
    await behind.close();
    await proxy.stop();
  });

  it('is known to be held after all, by a serial read', async () => {
    const job = await aJob();
    proxy.holdAnswers();
    const taking = take(job, { on: storeOn(behind), leaseMs: 2000 });
    await waitFor('the write of unknown outcome', async () => (await now(job.id)).fence === 1);
    await waitFor('more than its time-out', isPast(Date.now() + 2500));
    proxy.releaseAnswers();

    expect((await taking)?.fence).toBe(1);
  });

  it('is over for its owner no later than for others, though the renewals arrive', async () => {
    const leaseMs = 3600;
    const job = await aJob();
    const lease = await take(job, { on: storeOn(behind), leaseMs });
    const startedAt = performance.now();
    let endedAt: number | undefined;
    lease?.signal.addEventListener('abort', () => {
      endedAt = performance.now();
    });
    const seen = await now(job.id);
    proxy.holdAnswers();
    try {
      await waitFor('the end of the lease', () => endedAt);
    } finally {
      proxy.releaseAnswers();
    }

    // A renewal is sent after each third of it: the first counts for others, who wait from there.
    expect((endedAt ?? Infinity) - startedAt).toBeLessThan((4 / 3) * leaseMs);
    expect((await now(job.id)).beat).not.toBe(seen.beat);
  });
});

function isPast(time: number): () => boolean {
  return () => Date.now() > time;
}
