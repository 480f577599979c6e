import { types } from 'node:util';
import { ExportRefusedError } from '../errors/export-refused.error.js';

/** A bound value as the plan's JSON has it: what JSON cannot say stands under the name of what it is. */
export type FilterValue =
  | string
  | number
  | boolean
  | readonly FilterValue[]
  | { readonly base64: string }
  | { readonly number: string };

/** For the plan: the same after it was written and read. @throws ExportRefusedError */
export function filterValue(value: unknown): FilterValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return isInJson(value) ? value : { number: nameOf(value) };
  if (typeof value === 'bigint') return String(value);
  if (types.isDate(value)) return value.toISOString();
  if (Buffer.isBuffer(value)) return { base64: value.toString('base64') };
  if (Array.isArray(value)) return value.map(filterValue);
  throw new ExportRefusedError(
    'The filter compares a collection or a tuple as a whole, which an export cannot. Filter by other columns.',
  );
}

/** As the driver takes it. */
export function boundValue(value: FilterValue): unknown {
  if (typeof value !== 'object') return value;
  if ('base64' in value) return Buffer.from(value.base64, 'base64');
  return 'number' in value ? Number(value.number) : value.map(boundValue);
}

/** JSON has neither NaN and the infinities nor -0. */
function isInJson(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function nameOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
