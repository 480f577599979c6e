import { InvalidBatchError } from '../../../errors/refused/invalid-batch.error.js';
import { WriteTargets } from '../../write/write-target.js';
import {
  ada,
  Event,
  Plays,
  Reading,
  reading,
  readingKey,
  User,
} from '../../../../../test/support/batch-tables.js';
import { keepIn, repositoryContext } from '../../../../../test/support/repository-context.js';
import type { Batch } from '../batch.js';
import type { BatchKind } from '../batch-options.js';
import type { CounterBatch } from '../counter-batch.js';
import { type BatchResult, runBatch } from '../run-batch.js';

type Fill = (batch: Batch & CounterBatch) => void;

/** Sends nothing. */
async function run(kind: BatchKind, fill: Fill): Promise<BatchResult> {
  const context = { ...repositoryContext(keepIn([])), targets: new WriteTargets('ks') };
  return await runBatch(context, kind, fill, {});
}

describe('Two statements of a batch about one row (batch-same-row)', () => {
  it('are legal where both add to a counter, and not where one deletes it', async () => {
    const twice: Fill = (batch) => {
      batch.increment(Plays, { id: 1 }, { plays: 1n });
      batch.increment(Plays, { id: 1 }, { plays: 2n });
    };
    await expect(run('counter', twice)).resolves.toEqual({ applied: true });
    const deletes: Fill = (batch) => {
      batch.increment(Plays, { id: 1 }, { plays: 1n });
      batch.delete(Plays, { id: 1 });
    };
    await expect(run('counter', deletes)).rejects.toMatchObject({ code: 'batch-same-row' });
  });

  const clash = async (fill: Fill): Promise<boolean> => {
    const error: unknown = await run('logged', fill).catch((thrown: unknown) => thrown);
    if (!(error instanceof InvalidBatchError)) return false;
    expect(error.code).toBe('batch-same-row');
    return true;
  };
  const event = { sensor: 's', id: '00000000-0000-1000-8000-000000000000', value: 1 };

  it.each<[string, Fill]>([
    [
      'a partition that is deleted',
      (batch) => {
        batch.insert(Reading, reading);
        batch.deleteMany(Reading, { sensor: 's' });
      },
    ],
    [
      'a range that is deleted',
      (batch) => {
        batch.deleteMany(Reading, { sensor: 's', at: { gte: 0, lt: 2 } });
        batch.insert(Reading, reading);
      },
    ],
    [
      'a list that is deleted',
      (batch) => {
        batch.deleteMany(Reading, { sensor: { in: ['r', 's'] }, at: { in: [1, 2] } });
        batch.update(Reading, readingKey, { value: 2 });
      },
    ],
    [
      'a range whose order is not known here',
      (batch) => {
        batch.deleteMany(Event, { sensor: 's', id: { gt: event.id } });
        batch.insert(Event, event);
      },
    ],
    [
      'a static column of a partition that is deleted',
      (batch) => {
        batch.deleteMany(Reading, { sensor: 's' });
        batch.updateStatic(Reading, { sensor: 's' }, { owner: 'me' });
      },
    ],
    [
      'a static column by two rows',
      (batch) => {
        batch.insert(Reading, { ...reading, owner: 'me' });
        batch.insert(Reading, { ...reading, at: 2, owner: 'you' });
      },
    ],
  ])('meet: %s', async (_name, fill) => {
    expect(await clash(fill)).toBe(true);
  });

  it.each<[string, Fill]>([
    [
      'other columns',
      (batch) => {
        batch.update(User, { id: 1 }, { name: 'x' });
        batch.update(User, { id: 1 }, { note: 'y' });
      },
    ],
    [
      'another row',
      (batch) => {
        batch.delete(Reading, readingKey);
        batch.insert(Reading, { ...reading, at: 2 });
      },
    ],
    [
      'outside of the range',
      (batch) => {
        batch.deleteMany(Reading, { sensor: 's', at: { gt: 1 } });
        batch.insert(Reading, reading);
      },
    ],
    [
      'a row beside a static column',
      (batch) => {
        batch.delete(Reading, readingKey);
        batch.updateStatic(Reading, { sensor: 's' }, { owner: 'me' });
      },
    ],
    [
      'two deletes',
      (batch) => {
        batch.delete(Reading, readingKey);
        batch.deleteMany(Reading, { sensor: 's' });
      },
    ],
    [
      'times of their own',
      (batch) => {
        batch.delete(User, { id: 1 }, { timestamp: 5n });
        batch.insert(User, ada, { timestamp: 6n });
      },
    ],
  ])('do not meet: %s', async (_name, fill) => {
    expect(await clash(fill)).toBe(false);
  });
});
