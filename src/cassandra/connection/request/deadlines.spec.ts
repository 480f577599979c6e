import { jest } from '@jest/globals';
import { Deadlines } from './deadlines.js';

describe('Deadlines', () => {
  let deadlines: Deadlines;
  let passed: number[];

  beforeEach(() => {
    jest.useFakeTimers();
    deadlines = new Deadlines();
    passed = [];
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  function add(ms: number): ReturnType<Deadlines['add']> {
    return deadlines.add(performance.now() + ms, () => passed.push(ms));
  }

  it('passes each at its own time, in whatever order they came', () => {
    for (const ms of [300, 100, 200]) add(ms);
    for (const expected of [[], [100], [100, 200], [100, 200, 300]]) {
      expect(passed).toEqual(expected);
      expect(jest.getTimerCount()).toBe(expected.length === 3 ? 0 : 1);
      jest.advanceTimersByTime(110);
    }
  });

  it('passes none that was removed, and forgets the timer with the last', () => {
    const [first, second, third] = [add(100), add(200), add(300)];
    deadlines.remove(second);
    deadlines.remove(second);
    deadlines.remove(first);
    jest.advanceTimersByTime(250);
    expect(passed).toEqual([]);
    deadlines.remove(third);
    jest.advanceTimersByTime(100);
    expect(passed).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
