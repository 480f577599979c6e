import { CronTime } from 'cron';

const fiveFields = /^\S+(?: \S+){4}$/;

/** The first planned time after a moment. @throws Error when the pattern has none, or is none */
export function nextTime(cron: string, timeZone: string, after: Date): Date {
  if (!fiveFields.test(cron)) throw new Error('A pattern has five fields.');
  return new CronTime(cron, timeZone).getNextDateFrom(after, timeZone).toJSDate();
}

/** The last planned time after a moment and no later than another; undefined where there is none. */
export function lastTime(
  cron: string,
  timeZone: string,
  after: Date,
  until: Date,
): Date | undefined {
  // From the end backwards: of a year of minutes only the last few are looked at.
  for (let back = 60_000; ; back *= 2) {
    const from = new Date(Math.max(after.getTime(), until.getTime() - back));
    let time = nextTime(cron, timeZone, from);
    if (time <= until) {
      for (let next = time; next <= until; next = nextTime(cron, timeZone, time)) time = next;
      return time;
    }
    if (from <= after) return undefined;
  }
}
