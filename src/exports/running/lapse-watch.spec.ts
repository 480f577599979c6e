import { LapseWatch } from './lapse-watch.js';

describe('LapseWatch', () => {
  let now = 0;
  let watch: LapseWatch;
  const job = { id: 'job', owner: 'someone', beat: '1' };

  beforeEach(() => {
    now = 5_000_000;
    watch = new LapseWatch(30_000, () => now);
  });

  function after(ms: number, seen = job): boolean {
    now += ms;
    return watch.lapsed([seen]).length > 0;
  }

  it('waits for the length of a lease from when it first saw the beat', () => {
    expect(after(0)).toBe(false);
    expect(after(29_999)).toBe(false);
    expect(after(1)).toBe(true);
  });

  it('begins anew with every new beat', () => {
    after(0);
    expect(after(29_999, { ...job, beat: '2' })).toBe(false);
    expect(after(29_999, { ...job, beat: '2' })).toBe(false);
    expect(after(1, { ...job, beat: '2' })).toBe(true);
  });

  it('does not wait for a job that was given back', () => {
    expect(watch.lapsed([{ ...job, owner: null }])).toHaveLength(1);
  });

  it('forgets what is no longer open', () => {
    after(0);
    now += 20_000;
    watch.lapsed([]);
    expect(after(20_000)).toBe(false);
  });
});
