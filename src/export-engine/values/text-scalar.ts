import { Decimal, Duration } from '../../cassandra/index.js';
import { BadValue } from '../errors/bad-value.js';
import { floatText } from '../text/scalar/scalar-text.js';
import { type ScalarKind } from '../types/wire-type.js';
import { instantBytes } from './instant-bytes.js';
import { jsScalar } from './js-form.js';

const digits = /^-?\d+$/;
const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const notFinite: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);

/** The bytes of a scalar from the text the export writes for it; any other text is a BadValue. */
export function textScalar(kind: ScalarKind | 'custom', text: string): Buffer {
  switch (kind) {
    case 'bigint':
    case 'counter':
    case 'varint':
      return jsScalar(kind, BigInt(matching(text, digits, 'digits are')));
    case 'tinyint':
    case 'smallint':
    case 'int':
      return jsScalar(kind, Number(matching(text, digits, 'digits are')));
    case 'double':
      return jsScalar(kind, readDouble(text));
    case 'float':
      return jsScalar(kind, readFloat(text));
    case 'decimal':
      return jsScalar(
        kind,
        reading(() => Decimal.of(text), "a decimal such as '12.50' is"),
      );
    case 'duration':
      return jsScalar(
        kind,
        reading(() => Duration.of(text), "a duration such as '1mo2d12h' is"),
      );
    case 'boolean':
      return jsScalar(kind, matching(text, /^(true|false)$/, 'true or false is') === 'true');
    case 'blob':
    case 'custom':
      return base64(text);
    case 'timestamp':
      return instantBytes(text);
    case 'ascii':
    case 'date':
    case 'inet':
    case 'text':
    case 'time':
    case 'timeuuid':
    case 'uuid':
      return jsScalar(kind, text);
  }
}

function matching(text: string, pattern: RegExp, wanted: string): string {
  if (pattern.test(text)) return text;
  throw new BadValue(`${wanted} wanted`);
}

function reading<Value>(read: () => Value, wanted: string): Value {
  try {
    return read();
  } catch {
    throw new BadValue(`${wanted} wanted`);
  }
}

function readDouble(text: string): number {
  if (notFinite.has(text)) return Number(text);
  const value = Number(matching(text, number, 'a number is'));
  if (Number.isFinite(value)) return value;
  throw new BadValue('a number that 64 bits hold is wanted');
}

/** What 32 bits hold exactly, or the shortest text of what they hold. */
function readFloat(text: string): number {
  const value = readDouble(text);
  const float = Math.fround(value);
  if (Object.is(float, value) || Number(floatText(float)) === value) return float;
  throw new BadValue('a number that 32 bits hold is wanted');
}

function base64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new BadValue('base 64 is wanted');
}
