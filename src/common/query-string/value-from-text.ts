import { type CqlType, Decimal, Duration } from '../../cassandra/index.js';
import { instantForm, instantFrom } from '../instant.js';

/** How values of one type stand in an address. */
interface TextForm {
  /** The value; undefined or a throw for a text that is none. */
  readonly read: (text: string) => unknown;
  /** For people, where it is not the form the type itself asks for. */
  readonly form?: string;
}

/** More digits might be rounded, and a rounded number finds other rows. */
const safeWholeNumber = /^-?\d{1,15}$/;
const wholeNumber = /^-?\d+$/;
const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
/** What JSON says of them. */
const notFinite = ['NaN', 'Infinity', '-Infinity'];
/** A plus sign in an address is a blank unless it is written as %2B. */
const lostPlus = / (\d{2}:\d{2})$/;

const int: TextForm = {
  read: (text) => (safeWholeNumber.test(text) ? Number(text) : undefined),
};
const bigint: TextForm = {
  read: (text) => (wholeNumber.test(text) ? BigInt(text) : undefined),
  form: 'a whole number',
};
const float: TextForm = { read: numberFrom };
const uuid: TextForm = { read: (text) => text.toLowerCase() };

/** Types that are not here are texts already, or have no text. */
const forms: Readonly<Partial<Record<CqlType['kind'], TextForm>>> = {
  tinyint: int,
  smallint: int,
  int,
  bigint,
  varint: bigint,
  counter: bigint,
  float,
  double: float,
  decimal: { read: (text) => Decimal.of(text), form: 'a number such as 12.50' },
  duration: { read: (text) => Duration.of(text), form: 'a duration such as 1mo2d12h' },
  boolean: {
    read: (text) => text === 'true' || (text === 'false' ? false : undefined),
    form: 'true or false',
  },
  timestamp: {
    read: (text) => instantFrom(text.replace(lostPlus, '+$1')),
    form: instantForm,
  },
  uuid,
  timeuuid: uuid,
  blob: { read: bytesFrom, form: 'base64' },
};

/**
 * The value of a column that a text in an address stands for, written as JSON answers write it. A text that stands for none
 * is left as it is: the table refuses it in its own words.
 */
export function valueFromText({ kind }: CqlType, text: string): unknown {
  try {
    return forms[kind]?.read(text) ?? text;
  } catch {
    return text;
  }
}

/** How a value of such a column is written in an address; undefined where the type's own words say it. */
export function textForm({ kind }: CqlType): string | undefined {
  return forms[kind]?.form;
}

function numberFrom(text: string): number | undefined {
  if (notFinite.includes(text)) return Number(text);
  const value = Number(text);
  return number.test(text) && Number.isFinite(value) ? value : undefined;
}

function bytesFrom(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined;
}
