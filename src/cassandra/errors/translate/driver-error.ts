import { types } from 'node:util';
import { errors } from 'cassandra-driver';

/** What the driver's errors hold beyond their typings. */
export interface DriverFailure {
  readonly error: Error;
  /** The protocol's code of a refusal by the server. */
  readonly code: number | undefined;
  readonly writeType: string | undefined;
  readonly consistency: number | undefined;
  readonly required: number | undefined;
  readonly alive: number | undefined;
}

export function describeFailure(error: Error): DriverFailure {
  return {
    error,
    code: error instanceof errors.ResponseError ? error.code : undefined,
    writeType: textOf(error, 'writeType'),
    consistency: numberOf(error, 'consistencies') ?? numberOf(error, 'consistency'),
    required: numberOf(error, 'required'),
    alive: numberOf(error, 'alive'),
  };
}

/** The error of each host that was tried. */
export function innerErrors(error: errors.NoHostAvailableError): readonly [string, Error][] {
  const inner: unknown = error.innerErrors;
  if (typeof inner !== 'object' || inner === null) return [];
  return Object.entries(inner).flatMap(([host, value]: [string, unknown]) => {
    // Of a host that it did not even try, the driver gives a sentence.
    if (typeof value === 'string') return [[host, new Error(value)]];
    return isError(value) ? [[host, value]] : [];
  });
}

/** The driver's own errors, and what a socket throws through it. */
export function isDriverError(error: unknown): error is Error {
  return isError(error) && (error instanceof errors.DriverError || isSocketError(error));
}

/** Refused, reset, closed, unresolved: errors with a code of the operating system. */
export function isSocketError(error: Error): boolean {
  const code = textOf(error, 'code');
  return (
    (code !== undefined && /^E[A-Z]/.test(code)) || Reflect.get(error, 'isSocketError') === true
  );
}

/** Encoding faults: where a value does not fit its type, the driver throws plain TypeErrors and RangeErrors, and SyntaxErrors of BigInt(). */
export function isEncodingError(error: unknown): error is Error {
  return isError(error) && ['TypeError', 'RangeError', 'SyntaxError'].includes(error.name);
}

function numberOf(error: Error, property: string): number | undefined {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'number' ? value : undefined;
}

function textOf(error: Error, property: string): string | undefined {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : undefined;
}

/** The driver's errors are no native ones, and those of a socket may come from another realm, as they do under Jest. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
