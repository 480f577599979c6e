import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsDate } from 'class-validator';

const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

/** How people are told of it. */
export const instantForm = 'a time with its zone such as 2026-11-21T10:00:00Z';

/**
 * The moment that a text of RFC 3339 names. Undefined without a zone, for a day or hour that does not exist, and for more than
 * milliseconds, which Cassandra would not keep.
 */
export function instantFrom(text: string): Date | undefined {
  const [, wallClock] = pattern.exec(text) ?? [];
  if (wallClock === undefined) return undefined;
  // Date takes February 30 for March 2, and 24:00 for the next day.
  const asIfUtc = new Date(`${wallClock}Z`);
  const exists = !Number.isNaN(asIfUtc.getTime()) && asIfUtc.toISOString().startsWith(wallClock);
  const instant = new Date(text);
  return exists && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

/** A moment that comes as text. */
export function Instant(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (instantFrom(value) ?? value) : value,
    ),
    IsDate({ message: `$property must be ${instantForm}` }),
  );
}
