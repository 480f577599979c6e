import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NewFile } from './new-file.js';

describe('NewFile', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'new-file-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('leaves nothing when it is discarded, even under its final name', async () => {
    const file = await NewFile.create(join(folder, 'cities.csv'));
    await file.write('id\n');
    await file.finish();
    expect(readdirSync(folder)).toEqual(['cities.csv']);

    await file.discard();

    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves a file of its final name alone when it is discarded before it is finished', async () => {
    writeFileSync(join(folder, 'cities.csv'), 'of before');
    const file = await NewFile.create(join(folder, 'cities.csv'));

    await file.discard();

    expect(readdirSync(folder)).toEqual(['cities.csv']);
  });
});
