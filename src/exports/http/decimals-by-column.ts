import { ValidateBy } from 'class-validator';

/** An object with a precision and a scale, or a precision alone, for each of its columns. Their bounds are for the export to say. */
export function DecimalsByColumn(): PropertyDecorator {
  return ValidateBy({
    name: 'decimalsByColumn',
    validator: {
      validate: (value: unknown): boolean =>
        isRecord(value) && Object.values(value).every(isFixedDecimal),
      defaultMessage: () =>
        '$property must have a precision, or a precision and a scale, for each column',
    },
  });
}

function isFixedDecimal(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { precision, scale = 0, ...more } = value;
  return Number.isInteger(precision) && Number.isInteger(scale) && Object.keys(more).length === 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
