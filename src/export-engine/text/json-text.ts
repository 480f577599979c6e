import { isValueEmpty } from '../types/check-length.js';
import { visitElements } from '../types/elements.js';
import { type CompositeType, isComposite, type WireType } from '../types/wire-type.js';
import { type CellWriter, scalarTexts } from './scalar/scalar-text.js';
import { TextOut } from './text-out.js';

const quote = 34;
const escapes = jsonEscapes();
const isEscaped = Uint8Array.from({ length: 256 }, (_, byte) =>
  escapes[byte] === undefined ? 0 : 1,
);

/** The JSON of cells of a type: what `toJSON` of the library's rows gives, 64-bit numbers and decimals as text. */
export function jsonWriter(type: WireType): CellWriter {
  if (isComposite(type)) return compositeWriter(type);
  const { kind } = type;
  if (kind === 'text' || kind === 'ascii') return writeJsonText;
  if (kind === 'custom') return quoted(scalarTexts.blob);
  if (kind === 'double' || kind === 'float') return numberOrText(scalarTexts[kind]);
  return plainKinds.has(kind) ? scalarTexts[kind] : quoted(scalarTexts[kind]);
}

const plainKinds: ReadonlySet<string> = new Set(['boolean', 'int', 'smallint', 'tinyint']);

/** Null for no cell, and for a cell of no bytes where the type has no empty value. */
export function writeJsonCell(
  write: CellWriter,
  kind: string,
  out: TextOut,
  source: Buffer,
  at: number,
  length: number,
): void {
  if (length < 0 || (length === 0 && isValueEmpty(kind))) out.ascii('null');
  else write(out, source, at, length);
}

function compositeWriter(type: CompositeType): CellWriter {
  const writers = new Map<WireType, CellWriter>();
  const writerOf = (element: WireType): CellWriter => {
    const known = writers.get(element) ?? jsonWriter(element);
    writers.set(element, known);
    return known;
  };
  const isObject = type.kind === 'map' || type.kind === 'udt';
  const keyWriter = type.kind === 'map' ? mapKeyWriter(type.key) : undefined;
  const names = type.kind === 'udt' ? type.fields.map(({ name }) => JSON.stringify(name)) : [];

  return (out, source, at, length) => {
    out.byte(isObject ? 123 : 91);
    visitElements(type, source, at, at + length, (index, element, start, size) => {
      if (keyWriter !== undefined && index % 2 === 0) {
        if (index > 0) out.byte(44);
        keyWriter(out, source, start, size);
        out.byte(58);
        return;
      }
      if (index > 0 && keyWriter === undefined) out.byte(44);
      if (type.kind === 'udt') out.utf8(`${names[index] ?? ''}:`);
      writeJsonCell(writerOf(element), element.kind, out, source, start, size);
    });
    out.byte(isObject ? 125 : 93);
  };
}

/** JSON's keys are texts: a key that is none is given by its text, a composite one by its JSON. */
function mapKeyWriter(type: WireType): CellWriter {
  if (type.kind === 'text' || type.kind === 'ascii') return writeJsonText;
  const write = jsonWriter(type);
  const scratch = new TextOut(256);
  return (out, source, at, length) => {
    scratch.at = 0;
    write(scratch, source, at, length);
    if (scratch.bytes[0] === quote) out.copy(scratch.bytes, 0, scratch.at);
    else writeJsonText(out, scratch.bytes, 0, scratch.at);
  };
}

function quoted(write: CellWriter): CellWriter {
  return (out, source, at, length) => {
    out.byte(quote);
    write(out, source, at, length);
    out.byte(quote);
  };
}

/** JSON has no NaN and no infinities. */
function numberOrText(write: CellWriter): CellWriter {
  return (out, source, at, length) => {
    const start = out.at;
    write(out, source, at, length);
    const last = out.bytes[out.at - 1] ?? 0;
    if (last >= 48 && last <= 57) return;
    const text = out.bytes.toString('latin1', start, out.at);
    out.at = start;
    out.ascii(`"${text}"`);
  };
}

/** Bytes of UTF-8 as a JSON string; all but ASCII passes as it is. */
export function writeJsonText(out: TextOut, source: Buffer, at: number, length: number): void {
  out.reserve(length * 6 + 2);
  const { bytes } = out;
  let to = out.at;
  bytes[to++] = quote;
  for (let index = at; index < at + length; index++) {
    const byte = source[index] ?? 0;
    if (isEscaped[byte] === 0) {
      bytes[to++] = byte;
      continue;
    }
    const escape = escapes[byte] ?? '';
    for (let place = 0; place < escape.length; place++) bytes[to++] = escape.charCodeAt(place);
  }
  bytes[to++] = quote;
  out.at = to;
}

function jsonEscapes(): readonly (string | undefined)[] {
  return Array.from({ length: 93 }, (_, byte) => {
    const text = JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
    return text.length > 1 ? text : undefined;
  });
}
