import { type CompositeType, isComposite, type WireType } from '../types/wire-type.js';
import { jsonWriter } from './json-text.js';
import { type CellWriter, scalarTexts } from './scalar/scalar-text.js';
import { viewOf } from '../types/view-of.js';
import { TextOut } from './text-out.js';

const quote = 34;

/** How a CSV file is written beyond RFC 4180. */
export interface CsvOptions {
  /** Between cells: comma, semicolon, tab or bar. @default ',' */
  readonly delimiter?: string;
  /** Does each file begin with the names of the columns. @default true */
  readonly header?: boolean;
  /** What a null is. Text that says the same is quoted. @default '' */
  readonly nullText?: string;
  /** Put an apostrophe before text that a spreadsheet would take for a formula. Such text does not read back as it was. @default false */
  readonly escapeFormulas?: boolean;
}

/**
 * The CSV of cells of a type: scalars as in JSON without quotes, collections, tuples and UDTs as their JSON, vectors too.
 * Text is quoted where it would be read as something else, or trimmed by a reader that is not strict; empty text always, since
 * unquoted it is null.
 */
export function csvWriter(type: WireType, options: Required<CsvOptions>): CellWriter {
  if (isComposite(type)) return jsonCell(type, options);
  const { kind } = type;
  if (kind === 'text' || kind === 'ascii') return textWriter(options);
  if (kind === 'blob' || kind === 'custom') return orQuotes(scalarTexts.blob);
  // A null text such as 0 must not be taken for a number, nor a number for it.
  return options.nullText === '' ? scalarTexts[kind] : quoted(scalarTexts[kind]);
}

function jsonCell(type: CompositeType, options: Required<CsvOptions>): CellWriter {
  const writeJson = jsonWriter(type);
  const write = textWriter({ ...options, escapeFormulas: false });
  const scratch = new TextOut(1024);
  return (out, source, at, length) => {
    scratch.at = 0;
    writeJson(scratch, source, at, length);
    write(out, scratch.bytes, 0, scratch.at);
  };
}

export function textWriter({
  delimiter,
  nullText,
  escapeFormulas,
}: Required<CsvOptions>): CellWriter {
  const isSpecial = new Uint8Array(256);
  for (const byte of Buffer.from(`",\r\n${delimiter}`)) isSpecial[byte] = 1;
  const delimiters = Buffer.from(delimiter.repeat(4)).readInt32BE();
  const isAlwaysQuoted = nullText !== '';
  const formulas = new Set(Buffer.from('=+-@\t\r'));

  return (out, source, at, length) => {
    out.reserve(length * 2 + 3);
    const { bytes } = out;
    const end = at + length;
    let to = out.at;
    const isFormula = escapeFormulas && length > 0 && formulas.has(source[at] ?? 0);
    let needsQuotes = isAlwaysQuoted || isFormula || length === 0 || isBlank(source[at]);
    if (!needsQuotes) needsQuotes = isBlank(source[end - 1]);
    if (!needsQuotes) {
      const view = viewOf(source);
      let index = at;
      for (; index + 4 <= end; index += 4) {
        const four = view.getInt32(index);
        if (isSpecialAmong(four, delimiters)) break;
        out.view.setInt32(to, four);
        to += 4;
      }
      for (; index < end; index++) {
        const byte = source[index] ?? 0;
        if (isSpecial[byte] === 1) break;
        bytes[to++] = byte;
      }
      if (index === end) {
        out.at = to;
        return;
      }
      to = out.at;
    }
    bytes[to++] = quote;
    if (isFormula) bytes[to++] = 39;
    for (let index = at; index < end; index++) {
      const byte = source[index] ?? 0;
      if (byte === quote) bytes[to++] = quote;
      bytes[to++] = byte;
    }
    bytes[to++] = quote;
    out.at = to;
  };
}

/** Four bytes at a time take half as long as one by one. */
function isSpecialAmong(four: number, delimiters: number): boolean {
  return (
    hasByte(four, delimiters) ||
    hasByte(four, 0x22222222) ||
    hasByte(four, 0x0a0a0a0a) ||
    hasByte(four, 0x0d0d0d0d)
  );
}

/** Is one of the four bytes the one that `repeated` is four times? "Determine if a word has a byte equal to n", Bit Twiddling Hacks. */
function hasByte(four: number, repeated: number): boolean {
  const difference = four ^ repeated;
  return ((difference - 0x01010101) & ~difference & 0x80808080) !== 0;
}

const isBlank = (byte: number | undefined): boolean =>
  byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);

/** No bytes are not null. */
function orQuotes(write: CellWriter): CellWriter {
  return (out, source, at, length) => {
    if (length === 0) out.ascii('""');
    else write(out, source, at, length);
  };
}

function quoted(write: CellWriter): CellWriter {
  return (out, source, at, length) => {
    out.byte(quote);
    write(out, source, at, length);
    out.byte(quote);
  };
}
