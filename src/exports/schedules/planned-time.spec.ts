import { lastTime, nextTime } from './planned-time.js';

const at = (text: string): Date => new Date(text);

describe('nextTime', () => {
  it.each([
    ['30 2 * * *', 'UTC', '2026-11-21T10:00:00Z', '2026-11-22T02:30:00Z'],
    ['30 2 * * *', 'Asia/Kolkata', '2026-11-21T10:00:00Z', '2026-11-21T21:00:00Z'],
    ['0 9 * * MON', 'Europe/Berlin', '2026-11-21T10:00:00Z', '2026-11-23T08:00:00Z'],
    // The clocks go forward over it, and back to it.
    ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
    ['30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
    ['30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
  ])('knows when %j comes in %s after %s', (cron, timeZone, after, expected) => {
    expect(nextTime(cron, timeZone, at(after))).toEqual(at(expected));
  });

  it.each([
    ['61 * * * *', 'UTC'],
    ['* * * *', 'UTC'],
    ['* * * * * *', 'UTC'],
    ['@daily', 'UTC'],
    ['0 0 31 2 *', 'UTC'],
    ['0 0 * * *', 'Nowhere/Land'],
  ])('refuses %j in %s', (cron, timeZone) => {
    expect(() => nextTime(cron, timeZone, new Date())).toThrow();
  });
});

describe('lastTime', () => {
  const until = at('2026-11-21T10:00:30Z');

  it.each([
    ['* * * * *', '2026-11-21T09:59:00Z', '2026-11-21T10:00:00Z'],
    ['* * * * *', '2025-01-01T00:00:00Z', '2026-11-21T10:00:00Z'],
    ['0 2 * * *', '2026-11-01T02:00:00Z', '2026-11-21T02:00:00Z'],
    ['0 0 1 * *', '2026-01-01T00:00:00Z', '2026-11-01T00:00:00Z'],
  ])('is the newest of those that %j has missed since %s', (cron, after, expected) => {
    expect(lastTime(cron, 'UTC', at(after), until)).toEqual(at(expected));
  });

  it('is none when the next one is still to come', () => {
    expect(lastTime('* * * * *', 'UTC', at('2026-11-21T10:00:00Z'), until)).toBeUndefined();
    expect(lastTime('0 0 1 * *', 'UTC', at('2026-11-01T00:00:00Z'), until)).toBeUndefined();
  });
});
