import {
  type Cassandra,
  CassandraReadTimeoutError,
  CassandraRequestError,
  CassandraWriteTimeoutError,
  counter,
  int,
  Table,
} from '../../../src/cassandra/index.js';
import { Note } from '../../support/repository-traffic.js';
import { ThreeNodes } from '../../support/three-nodes.js';
import { waitFor } from '../../support/wait-for.js';
import { outcomeTables, WriteOutcomes } from '../../support/write-outcomes.js';

class Tally extends Table('tallies', {
  columns: { id: int(), n: counter() },
  partitionKey: ['id'],
}) {}

const writeMs = 3000;

describe('What is said of a write that fails', () => {
  let cluster: ThreeNodes;
  let cassandra: Cassandra;

  beforeAll(async () => {
    cluster = await ThreeNodes.start([Note, Tally, ...outcomeTables], {
      // A node alone cannot look up what a role may do: it has to remember it from before.
      permissions_validity: '3600s',
      roles_validity: '3600s',
      // The nodes' own time-outs, well below ours: their answers say more.
      write_request_timeout: '1s',
      read_request_timeout: '1s',
      counter_write_request_timeout: '1s',
      cas_contention_timeout: '1s',
      truncate_request_timeout: '2s',
    });
    cassandra = await cluster.create({ timeouts: { writeMs } });
  }, 240_000);

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
  });

  /** The first error of the class, of requests sent eight at a time until there is one. */
  async function failure(
    what: string,
    request: () => Promise<unknown>,
    isMeant: (error: CassandraRequestError) => boolean,
  ): Promise<CassandraRequestError> {
    return await waitFor(what, async () => {
      const ends = await Promise.allSettled(Array.from({ length: 8 }, request));
      const errors = ends.flatMap((end) =>
        end.status === 'rejected' ? [end.reason as unknown] : [],
      );
      for (const error of errors) expect(error).toBeInstanceOf(CassandraRequestError);
      const found = (errors as CassandraRequestError[]).find(isMeant);
      if (found === undefined && errors.length > 0) throw new Error(errors.map(String).join('\n'));
      return found;
    });
  }

  const isWriteTimeout =
    (type: string) =>
    (error: CassandraRequestError): boolean =>
      error instanceof CassandraWriteTimeoutError && error.message.includes(`(${type})`);

  it('names what timed out at the replicas, by the kind of write', async () => {
    const notes = cassandra.repository(Note);
    const batch = (): Promise<unknown> =>
      cassandra.batch(
        'unlogged',
        (one) => {
          one.insert(Note, { id: 1, of: 1 });
          one.insert(Note, { id: 2, of: 1 });
        },
        { consistency: 'ALL', acrossPartitions: true },
      );
    cluster.pause(2);
    try {
      const tallies = cassandra.repository(Tally);
      const errors = await Promise.all([
        failure(
          'SIMPLE',
          () => notes.insert({ id: 1, of: 1 }, { consistency: 'ALL' }),
          isWriteTimeout('SIMPLE'),
        ),
        failure('UNLOGGED_BATCH', batch, isWriteTimeout('UNLOGGED_BATCH')),
        failure(
          'COUNTER',
          () => tallies.increment({ id: 1 }, { n: 1n }, { consistency: 'ALL' }),
          isWriteTimeout('COUNTER'),
        ),
        failure(
          'truncate',
          () => notes.truncate('notes'),
          (error) => error instanceof CassandraWriteTimeoutError,
        ),
      ]);
      for (const error of errors) {
        expect(error).toMatchObject({ mayBeApplied: true, willBeApplied: false });
      }
      const read = await failure(
        'a read',
        () => notes.findOne({ id: 1 }, { consistency: 'ALL' }),
        (error) => error instanceof CassandraReadTimeoutError,
      );
      expect(read.mayBeApplied).toBe(false);
    } finally {
      cluster.goOn(2);
    }
    await cluster.sees(cassandra, 2, true);
    await waitFor('all replicas', () =>
      notes.insert({ id: 1, of: 1 }, { consistency: 'ALL' }).then(() => true),
    );
  }, 120_000);

  it('is true: rows are there or not as it was said, whatever happened to the nodes', async () => {
    const outcomes = new WriteOutcomes(cassandra);
    const size = 150;
    const hang = async (...indexes: number[]): Promise<void> => {
      try {
        await outcomes.burst(size, () => {
          cluster.pause(...indexes);
        });
      } finally {
        cluster.goOn(...indexes);
      }
    };

    // What the log of a batch has before a node hangs, and what comes after, is a matter of milliseconds.
    await waitFor('a batch that is left to its log', async () => {
      await hang(2);
      return outcomes.count(({ willBeApplied }) => willBeApplied) > 0;
    });
    await waitFor('a transaction without an answer', async () => {
      await hang(1, 2);
      return outcomes.count(({ message }) => message.includes('(CAS)')) > 0;
    });
    await outcomes.burst(size, () => cluster.kill(1, 2));
    await waitFor('a refusal', async () => {
      await outcomes.burst(12);
      return outcomes.count(({ code }, kind) => code === 'unavailable' && kind === 'plain') > 0;
    });
    await cluster.startAgain(1, 2);
    await Promise.all([cluster.sees(cassandra, 1, true), cluster.sees(cassandra, 2, true)]);
    await outcomes.burst(size);

    expect(outcomes.longestMs).toBeLessThan(writeMs + 1000);
    // The nodes replay the logs of batches every ten seconds.
    await waitFor(
      'every promise to be kept',
      async () => {
        const broken = await outcomes.brokenPromises();
        if (broken.length > 0) throw new Error(broken.slice(0, 5).join('\n'));
        return true;
      },
      90_000,
    );
  }, 300_000);
});
