import { ValidateBy } from 'class-validator';

const most = 500;

/** `true` for all columns that can, or names of columns. Which there are is for the export to say. */
export function ColumnsOrAll(): PropertyDecorator {
  return ValidateBy({
    name: 'columnsOrAll',
    validator: {
      validate: (value: unknown): boolean => typeof value === 'boolean' || isNames(value),
      defaultMessage: () => `$property must be true, or an array of 1 to ${String(most)} columns`,
    },
  });
}

function isNames(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) return false;
  return value.every((name) => typeof name === 'string');
}
