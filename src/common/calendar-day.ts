import { ValidateBy } from 'class-validator';
import { instantFrom } from './instant.js';

const pattern = /^\d{4}-\d{2}-\d{2}$/;
/** Where a day begins first. */
const easternmostOffsetMs = 14 * 3_600_000;

/** The moment at which a day begins on the first place on earth. Undefined for a day that does not exist. */
export function earliestMoment(day: string): Date | undefined {
  const atGreenwich = pattern.test(day) ? instantFrom(`${day}T00:00:00Z`) : undefined;
  return atGreenwich && new Date(atGreenwich.getTime() - easternmostOffsetMs);
}

/** A day of the calendar such as 1985-03-09, from the first one given to today. */
export function PastDay(first: string): PropertyDecorator {
  return ValidateBy({
    name: 'pastDay',
    validator: {
      validate: (value: unknown): boolean => {
        const moment = typeof value === 'string' ? earliestMoment(value) : undefined;
        return moment !== undefined && String(value) >= first && moment.getTime() <= Date.now();
      },
      defaultMessage: () =>
        `$property must be a day such as 1985-03-09, not before ${first} and not in the future`,
    },
  });
}
