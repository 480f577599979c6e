import { SpeculativeReadPolicy } from './speculative-read.policy.js';

const read = 'SELECT a FROM t WHERE a = ?';

/** One read of which the second request leaves, if it may. */
function readTwice(policy: SpeculativeReadPolicy): boolean {
  const plan = policy.newPlan('', read);
  return plan.nextExecution() > 0 && plan.nextExecution() < 0;
}

describe('SpeculativeReadPolicy', () => {
  it('sends a read once more after its delay, and no third time', () => {
    const plan = new SpeculativeReadPolicy(50).newPlan('', read);
    expect([plan.nextExecution(), plan.nextExecution()]).toEqual([50, -1]);
  });

  it('never sends writes and batches twice', () => {
    const policy = new SpeculativeReadPolicy(50);
    expect(policy.newPlan('', 'INSERT INTO t (a) VALUES (?)').nextExecution()).toBe(-1);
    expect(policy.newPlan('', [{ query: read }]).nextExecution()).toBe(-1);
  });

  it('sends one in twenty twice when all are slow', () => {
    const policy = new SpeculativeReadPolicy(50);
    const sent = Array.from({ length: 1000 }, () => readTwice(policy)).filter(Boolean).length;
    expect(sent).toBeGreaterThanOrEqual(50);
    expect(sent).toBeLessThanOrEqual(62);
  });
});
