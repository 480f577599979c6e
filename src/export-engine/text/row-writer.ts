import { writtenCode } from '../../cassandra/index.js';
import { isValueEmpty } from '../types/check-length.js';
import { viewOf } from '../types/view-of.js';
import { type TextColumn, type TextFormat } from './text-format.js';
import { type TextOut } from './text-out.js';

/** Writes the row whose cells begin at `at`, each behind its length; gives the position behind it. */
export type RowWriter = (out: TextOut, source: Buffer, at: number) => number;

/** What the written code holds of a few bytes itself. */
const inlineBytes = 16;

/**
 * Writes rows of a format. Its code is written for these columns, as one would by hand: in a loop over writers V8 knows neither
 * which one comes next nor what stands between two cells, and a row took a sixth longer. Where a process allows no code from
 * texts (`--disallow-code-generation-from-strings`), the loop does the same.
 */
export function rowWriter(format: TextFormat): RowWriter {
  return writtenWriter(format) ?? ((out, source, at) => writeRow(format, out, source, at));
}

/** What a row has at most besides its cells: the margin of what it is written to. */
export function fixedBytes({ before, end, nullText }: TextFormat): number {
  const between = before.reduce((sum, { length }) => sum + length + nullText.length, 0);
  return between + end.length;
}

/** The same by a loop, with null in the place of the columns of `bad`. */
export function writeRow(
  { columns, before, end, nullText }: TextFormat,
  out: TextOut,
  source: Buffer,
  start: number,
  bad?: ReadonlySet<TextColumn>,
): number {
  let at = start;
  columns.forEach((column, index) => {
    const prefix = before[index];
    if (prefix !== undefined) out.copy(prefix, 0, prefix.length);
    const length = viewOf(source).getInt32(at);
    at += 4;
    const isNull = length < 0 || (length === 0 && isValueEmpty(column.type.kind));
    if (isNull || bad?.has(column) === true) out.copy(nullText, 0, nullText.length);
    else column.write(out, source, at, length);
    if (length > 0) at += length;
  });
  out.copy(end, 0, end.length);
  return at;
}

function writtenWriter(format: TextFormat): RowWriter | undefined {
  const { columns, before, end, nullText } = format;
  const writers = columns.map(
    (_, index) => `const write${String(index)} = format.columns[${String(index)}].write;`,
  );
  const cells = columns.map(({ type }, index) => {
    const place = String(index);
    const isNull = isValueEmpty(type.kind) ? 'length <= 0' : 'length < 0';
    return `${copying(before[index], `format.before[${place}]`)}
    length = view.getInt32(at);
    at += 4;
    if (${isNull}) {
      ${copying(nullText, 'format.nullText')}
    } else {
      write${place}(out, source, at, length);
      at += length;
    }`;
  });
  const body = `${writers.join('\n  ')}
  return function writeRow(out, source, at) {
    const view = viewOf(source);
    let length;
    out.reserve(0);
    ${cells.join('\n    ')}
    ${copying(end, 'format.end')}
    return at;
  };`;
  return writtenCode(body, { format, viewOf }) as RowWriter | undefined;
}

/** The code that copies these bytes, which stand in the format under that name. The margin has room for all of a row. */
function copying(bytes: Buffer = Buffer.alloc(0), name: string): string {
  if (bytes.length === 0) return '';
  if (bytes.length > inlineBytes) return `out.copy(${name}, 0, ${String(bytes.length)});`;
  const stores = [...bytes].map(
    (byte, index) => `out.bytes[out.at + ${String(index)}] = ${String(byte)};`,
  );
  return `${stores.join(' ')} out.at += ${String(bytes.length)};`;
}
