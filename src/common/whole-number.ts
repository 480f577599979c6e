import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** The largest number that a column of type int holds. */
export const maxInt = 2_147_483_647;

const wholeNumber = /^-?\d{1,15}$/;

/** A whole number that comes as text, in an address: `007` is 7, but `1e3`, `0x10` and a blank are refused. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(min),
    Max(max),
  );
}
