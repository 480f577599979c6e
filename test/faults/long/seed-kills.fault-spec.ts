import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cassandra, type TableOf } from '../../../src/cassandra/index.js';
import { Patient } from '../../../src/health-records/patients/patient.table.js';
import { Prescription } from '../../../src/health-records/prescriptions/prescription.table.js';
import { TestResultByCode } from '../../../src/health-records/test-results/test-result-by-code.table.js';
import { TestResult } from '../../../src/health-records/test-results/test-result.table.js';
import { environmentOf } from '../../support/api/environment-of.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { HopelessError, waitFor } from '../../support/wait-for.js';

const patients = 30;
const rowsOf: readonly (readonly [string, readonly TableOf<unknown>[]])[] = [
  ['patients', [Patient]],
  ['medications', [Prescription]],
  ['observations', [TestResult, TestResultByCode]],
];

describe('npm run seed -- --patients N', () => {
  const cache = temporaryDirectory();
  let backend: Backend;
  let running: ChildProcess | undefined;
  let output = '';

  beforeAll(async () => {
    backend = await startBackend();
  });

  afterAll(async () => {
    kill();
    await backend.stop();
    cache.remove();
  });

  /** A group of its own: Synthea is a process that it starts. */
  function start(): void {
    output = '';
    running = spawn(process.execPath, [join('dist', 'seed.js'), '--patients', String(patients)], {
      env: { ...environmentOf(backend), CASSANEST_CACHE_DIR: cache.path },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const read = (data: Buffer): void => {
      output += data.toString();
    };
    running.stdout?.on('data', read);
    running.stderr?.on('data', read);
  }

  function kill(): void {
    if (running?.pid !== undefined && running.exitCode === null)
      process.kill(-running.pid, 'SIGKILL');
    running = undefined;
  }

  async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    await waitFor(
      what,
      async () => {
        if (running?.exitCode !== null) throw new HopelessError(`It ended:\n${output}`);
        return await isSo();
      },
      400_000,
    );
  }

  async function end(): Promise<void> {
    const ended = (): boolean => running?.exitCode !== null;
    await waitFor(`the end of\n${output}`, ended, 400_000);
    expect([running?.exitCode, output]).toEqual([0, expect.stringContaining('are loaded')]);
  }

  async function countOf(table: TableOf<unknown>): Promise<number> {
    let rows = 0;
    for await (const page of backend.app.get(Cassandra).repository(table).all().pages())
      rows += page.length;
    return rows;
  }

  async function hasRows(table: TableOf<unknown>): Promise<boolean> {
    return (await backend.app.get(Cassandra).repository(table).all().first()) !== null;
  }

  /** Lines of a file of Synthea, without its header. */
  function linesOf(file: string): number {
    const [set = '', ...others] = readdirSync(join(cache.path, 'synthea')).filter((name) =>
      name.endsWith(`-patients-${patients}`),
    );
    expect(others).toEqual([]);
    const text = readFileSync(join(cache.path, 'synthea', set, 'csv', `${file}.csv`), 'utf8');
    return text.split('\n').filter((line) => line !== '').length - 1;
  }

  it('goes on where it was killed, twice, and then has every row once', async () => {
    start();
    await until('a patient that is made', () => output.includes('Making patients'));
    kill();
    start();
    await until('test results that are written', () => hasRows(TestResult));
    kill();
    expect(await hasRows(Patient)).toBe(false);
    start();
    await end();
    expect(output).not.toContain('Making patients');

    const expected = rowsOf.flatMap(([file, tables]) => tables.map(() => linesOf(file)));
    expect(expected[0]).toBe(patients);
    const counts = (): Promise<number[]> =>
      Promise.all(rowsOf.flatMap(([, tables]) => tables.map(countOf)));
    expect(await counts()).toEqual(expected);

    start();
    await end();
    expect(output).not.toContain('Loading');
    expect(await counts()).toEqual(expected);
  }, 1_800_000);
});
