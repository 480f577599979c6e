import { type Cassandra } from '../../../src/cassandra/index.js';
import { ThreeNodes } from '../../support/nodes/three-nodes.js';
import { waitFor } from '../../support/wait-for.js';
import { outcomeTables, WriteOutcomes } from '../../support/nodes/write-outcomes.js';

const writeMs = 3000;

describe('What is said of a write that fails', () => {
  let cluster: ThreeNodes;
  let cassandra: Cassandra;

  beforeAll(async () => {
    cluster = await ThreeNodes.start(outcomeTables, {
      // A node alone cannot look up what a role may do: it has to remember it from before.
      permissions_validity: '3600s',
      roles_validity: '3600s',
      // The nodes' own time-outs, well below ours: their answers say more.
      write_request_timeout: '1s',
      read_request_timeout: '1s',
      cas_contention_timeout: '1s',
    });
    cassandra = await cluster.create({ timeouts: { writeMs } });
  });

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
  });

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
    await waitFor('a transaction and the log of a batch without an answer', async () => {
      await hang(1, 2);
      return ['(CAS)', '(BATCH_LOG)'].every(
        (type) => outcomes.count(({ message }) => message.includes(type)) > 0,
      );
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
      240_000,
    );
  }, 900_000);
});
