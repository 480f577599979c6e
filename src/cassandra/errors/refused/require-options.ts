import { kindOfValue } from '../../codec/value/value-kind.js';
import { InvalidOptionsError } from './invalid-options.error.js';

/** Throws where there is nothing to look into, such as what a factory gives that forgot its `return`. */
export function requireOptions(
  of: string,
  options: unknown,
  example = "{ contactPoints: ['127.0.0.1'], localDataCenter, keyspace }",
): void {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) return;
  const problem = `${of}: give an object, such as ${example}, not ${kindOfValue(options)}.`;
  throw new InvalidOptionsError([problem]);
}
