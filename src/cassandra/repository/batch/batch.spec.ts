import type { Statement } from '../../cql/statement.js';
import { InvalidBatchError } from '../../errors/refused/invalid-batch.error.js';
import { InvalidRequestError } from '../../errors/refused/invalid-request.error.js';
import { InvalidWriteError } from '../../errors/refused/invalid-write.error.js';
import { text } from '../../table/column/column-builders.js';
import { Table } from '../../table/table.js';
import { add } from '../write/change/operation.js';
import { WriteTargets } from '../write/write-target.js';
import {
  ada,
  Event,
  Plays,
  Reading,
  reading,
  readingKey,
  User,
} from '../../../../test/support/batch-tables.js';
import { keepIn, repositoryContext } from '../../../../test/support/repository-context.js';
import type { Batch } from './batch.js';
import type { BatchKind } from './batch-options.js';
import type { CounterBatch } from './counter-batch.js';
import { type BatchResult, runBatch } from './run-batch.js';

class Versioned extends Table('versioned', {
  columns: { id: text() },
  partitionKey: ['id'],
  writes: 'versioned',
}) {}
type Fill = (batch: Batch & CounterBatch) => void | Promise<void>;
const sent: Statement[] = [];

/** Sends nothing: what would be sent is kept. */
async function run(kind: unknown, fill: Fill, options: object = {}): Promise<BatchResult> {
  const context = repositoryContext(keepIn(sent), { maxBatchBytes: 2000 });
  const targets = new WriteTargets('ks');
  return await runBatch({ ...context, targets }, kind as BatchKind, fill, options);
}

async function refusalOf(
  kind: unknown,
  fill: Fill,
  options?: object,
): Promise<InvalidRequestError> {
  const error: unknown = await run(kind, fill, options).catch((thrown: unknown) => thrown);
  if (!(error instanceof InvalidRequestError)) {
    throw new Error('It was not refused', { cause: error });
  }
  for (const { fix } of error.faults) expect(fix).not.toBe('');
  return error;
}

async function codesOf(kind: unknown, fill: Fill, options?: object): Promise<readonly string[]> {
  return (await refusalOf(kind, fill, options)).faults.map(({ code }) => code);
}

const bob = { id: 2, name: 'Bob' };

describe('A batch', () => {
  beforeEach(() => {
    sent.length = 0;
  });

  it('is one request of all its statements', async () => {
    const result = await run('logged', async (batch) => {
      batch.insert(User, ada);
      await Promise.resolve();
      batch.delete(Reading, readingKey);
    });
    expect(result).toEqual({ applied: true });
    expect(sent).toMatchObject([
      { operation: 'write', table: 'users, readings', isIdempotent: true },
    ]);
    expect(sent[0]?.batch).toMatchObject({ kind: 'logged', timestamp: undefined });
    expect(sent[0]?.batch?.statements.map(({ cql }) => cql.slice(0, 24))).toEqual([
      'INSERT INTO "ks"."users"',
      'DELETE FROM "ks"."readin',
    ]);
  });

  it('is no request where it is empty, or changes nothing', async () => {
    expect(await run('logged', () => undefined)).toEqual({ applied: true });
    await run('logged', (batch) => {
      batch.update(User, { id: 1 }, { name: undefined });
      batch.deleteMany(User, { id: { in: [] } });
    });
    expect(sent).toEqual([]);
  });

  it('may be repeated only if all of it may be', async () => {
    await run('logged', (batch) => {
      batch.update(User, { id: 1 }, { tags: add('a') });
    });
    await run('logged', (batch) => {
      batch.update(User, { id: 1 }, { note: null }, { ifExists: true });
    });
    await run('counter', (batch) => {
      batch.increment(Plays, { id: 1 }, { plays: 1n });
    });
    expect(sent.map(({ isIdempotent }) => isIdempotent)).toEqual([true, false, false]);
  });

  it('is not sent when its callback throws, or a statement is refused, even if that is caught', async () => {
    const failure = new Error('no');
    const failing = run('logged', (batch) => {
      batch.insert(User, ada);
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    const caught = await refusalOf('logged', (batch) => {
      batch.insert(User, ada);
      try {
        batch.insert(User, { id: 2, name: null } as never);
      } catch {
        // Half of the batch is no batch.
      }
    });
    expect(caught).toBeInstanceOf(InvalidWriteError);
    expect(caught.code).toBe('column-null');
    expect(sent).toEqual([]);
  });

  it.each([{ consistency: 'ALL' }, { timeoutMs: 5 }, { signal: AbortSignal.abort() }])(
    'takes no settings of the request with one of its statements: %p (unknown-option)',
    async (options) => {
      const refused = await refusalOf('logged', (batch) => {
        batch.insert(User, ada, options as object);
      });
      expect(refused).toBeInstanceOf(InvalidWriteError);
      expect(refused.code).toBe('unknown-option');
      const deleted = await refusalOf('logged', (batch) => {
        batch.deleteMany(Reading, { sensor: 's' }, options as object);
      });
      expect(deleted.code).toBe('unknown-option');
      expect(sent).toEqual([]);
    },
  );

  it('takes no table whose writes reach others (batch-projection)', async () => {
    const fill = run('logged', (batch) => {
      // @ts-expect-error it is refused by the types too
      batch.insert(Versioned, ada);
    });
    await expect(fill).rejects.toMatchObject({ faults: [{ code: 'batch-projection' }] });
    expect(sent).toEqual([]);
  });

  it('is used once (batch-reused)', async () => {
    const kept: Batch[] = [];
    await run('logged', (batch) => {
      kept.push(batch);
      batch.insert(User, ada);
    });
    const reuse = (): void => kept[0]?.insert(User, bob);
    expect(reuse).toThrow(InvalidBatchError);
    expect(reuse).toThrow(expect.objectContaining({ code: 'batch-reused' }) as Error);
    const abandoned: Batch[] = [];
    const failing = run('logged', (batch) => {
      abandoned.push(batch);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(() => abandoned[0]?.insert(User, bob)).toThrow(InvalidBatchError);
  });

  const both: Fill = (batch) => {
    batch.insert(User, ada);
    batch.insert(User, bob);
  };
  const conditional: Fill = (batch) => {
    batch.insertIfNotExists(User, ada);
  };
  const twice: Fill = (batch) => {
    batch.insert(User, ada);
    batch.update(User, { id: 1 }, { name: 'Eve' });
  };
  const timed: Fill = (batch) => {
    batch.insert(User, ada, { timestamp: 5n });
  };
  const counted: Fill = (batch) => {
    batch.increment(Plays, { id: 1 }, { plays: 1n });
  };

  it.each<[string, unknown, Fill, object, readonly string[]]>([
    ['batch-kind', 'fast', both, {}, ['batch-kind']],
    ['batch-spread', 'unlogged', both, {}, ['batch-spread']],
    [
      'batch-spread: a list of partitions',
      'unlogged',
      (batch) => {
        batch.deleteMany(User, { id: { in: [1, 2] } });
      },
      {},
      ['batch-spread'],
    ],
    ['batch-ttl', 'logged', both, { ttlSeconds: 5 }, ['batch-ttl']],
    ['batch-same-row: one column twice', 'logged', twice, {}, ['batch-same-row']],
    [
      'batch-timestamp: on batch and statement',
      'logged',
      timed,
      { timestamp: 6n },
      ['batch-timestamp'],
    ],
    [
      'batch-timestamp: with conditions',
      'logged',
      conditional,
      { timestamp: 6n },
      ['batch-timestamp'],
    ],
    ['batch-timestamp: of counters', 'counter', counted, { timestamp: 6n }, ['batch-timestamp']],
    [
      'batch-timestamp: of a statement beside a condition',
      'logged',
      (batch) => {
        batch.insertIfNotExists(Reading, reading);
        batch.insert(Reading, { ...reading, at: 2 }, { timestamp: 5n });
      },
      {},
      ['batch-timestamp'],
    ],
    ['timestamp', 'logged', both, { timestamp: 6 }, ['timestamp']],
    ['consistency', 'logged', both, { consistency: 'MOST' }, ['consistency']],
    ['consistency of reads', 'logged', both, { consistency: 'SERIAL' }, ['consistency']],
    [
      'batch-lwt: two partitions',
      'logged',
      (batch) => {
        batch.insertIfNotExists(User, ada);
        batch.insert(User, bob);
      },
      {},
      ['batch-lwt'],
    ],
    [
      'batch-lwt: two tables',
      'logged',
      (batch) => {
        batch.insertIfNotExists(Reading, reading);
        batch.insert(Event, { sensor: 's', id: '00000000-0000-1000-8000-000000000000', value: 1 });
      },
      {},
      ['batch-lwt'],
    ],
    [
      'batch-lwt: two kinds of condition of one row',
      'logged',
      (batch) => {
        batch.update(User, { id: 1 }, { name: 'x' }, { ifExists: true });
        batch.insertIfNotExists(User, { ...ada, name: 'x' });
      },
      {},
      ['batch-same-row', 'batch-lwt'],
    ],
    ['batch-counter: in a logged one', 'logged', counted, {}, ['batch-counter']],
    ['batch-counter: in an unlogged one', 'unlogged', counted, {}, ['batch-counter']],
    [
      'batch-size: of the values',
      'logged',
      (batch) => {
        batch.insert(User, { ...ada, note: 'x'.repeat(2000) });
        batch.insert(User, bob);
      },
      {},
      ['batch-size'],
    ],
    [
      'several at once',
      'unlogged',
      (batch) => {
        void both(batch);
        batch.delete(User, { id: 1 });
      },
      { ttlSeconds: 1 },
      ['batch-same-row', 'batch-spread', 'batch-ttl'],
    ],
  ])('is refused: %s', async (_name, kind, fill, options, codes) => {
    expect(await codesOf(kind, fill, options)).toEqual(codes);
    expect(sent).toEqual([]);
  });

  it('is refused with other writes beside counters (batch-counter)', async () => {
    interface Loose {
      insert(...anything: readonly unknown[]): void;
    }
    const other: Fill = (batch) => {
      batch.increment(Plays, { id: 1 }, { plays: 1n });
      batch.delete(User as never, { id: 1 } as never);
    };
    expect(await codesOf('counter', other)).toEqual(['batch-counter']);
    const insert: Fill = (batch) => {
      (batch as unknown as Loose).insert(Plays, { id: 1, plays: 1n });
    };
    expect(await codesOf('logged', insert)).toContain('counter-write');
  });

  it('holds no reads (batch-read)', async () => {
    interface Loose {
      findOne(...anything: readonly unknown[]): unknown;
    }
    for (const kind of ['logged', 'counter']) {
      const refusal = await refusalOf(kind, (batch) => {
        (batch as unknown as Loose).findOne(User, { id: 1 });
      });
      expect(refusal).toBeInstanceOf(InvalidBatchError);
      expect(refusal).toMatchObject({
        code: 'batch-read',
        fix: expect.stringContaining('before') as string,
      });
    }
  });

  it('of one partition has any size, and one over partitions is counted in bytes', async () => {
    const notes = Array.from({ length: 10 }, (_item, at) => ({ ...reading, at }));
    const large = 'x'.repeat(3000);
    await run('logged', (batch) => {
      batch.insert(User, { ...ada, note: large });
    });
    await run('unlogged', (batch) => {
      for (const row of notes) batch.insert(Reading, row);
    });
    await run('unlogged', both, { acrossPartitions: true });
    expect(sent).toHaveLength(3);
  });

  it('has no more than 65 535 statements (batch-size)', async () => {
    const fill: Fill = (batch) => {
      for (let at = 0; at < 65_536; at++) batch.delete(Reading, { sensor: 's', at });
    };
    expect(await codesOf('unlogged', fill)).toEqual(['batch-size']);
  });

  it('names tables, key and way out, and no value', async () => {
    const refusal = await refusalOf('logged', (batch) => {
      batch.insert(User, { id: 1, name: 'secret' });
      batch.delete(User, { id: 1 });
    });
    expect(refusal.message).toBe(
      'users: Of "users" one row (by "id") is deleted and written: the delete would win, whatever the order. ' +
        'Leave one of them out, or send them one after the other.',
    );
    expect(refusal.columns).toEqual(['id']);
  });
});
