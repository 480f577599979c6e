import { ValidateIf } from 'class-validator';

/** A property that may be left out. Unlike with `IsOptional`, null is no way to leave it out. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== undefined);
}
