import { BadCell } from '../errors/bad-cell.js';
import { readUnsignedVint } from './read-bytes.js';
import { type CompositeType, fixedSize, type WireType } from './wire-type.js';

/** Told of each element: its type, where its bytes are, and how many; -1 for none. */
export type VisitElement = (index: number, type: WireType, at: number, length: number) => void;

/** The values in a composite cell, keys and values of a map in turn. Values that are left out at the end are null. */
export function visitElements(
  type: CompositeType,
  source: Buffer,
  at: number,
  end: number,
  visit: VisitElement,
): void {
  switch (type.kind) {
    case 'list':
    case 'set':
      visitCounted([type.element], source, at, end, visit);
      break;
    case 'map':
      visitCounted([type.key, type.value], source, at, end, visit);
      break;
    case 'tuple':
      visitFields(type.elements, source, at, end, visit);
      break;
    case 'udt':
      visitFields(
        type.fields.map((field) => field.type),
        source,
        at,
        end,
        visit,
      );
      break;
    case 'vector':
      visitVector(type.element, type.dimensions, source, at, end, visit);
      break;
  }
}

/** How many elements a list, set or map has; a map's pairs count once. */
export function countOf(source: Buffer, at: number, end: number): number {
  if (end - at < 4) throw new BadCell('the collection is cut off');
  return source.readInt32BE(at);
}

function visitCounted(
  types: readonly WireType[],
  source: Buffer,
  start: number,
  end: number,
  visit: VisitElement,
): void {
  const count = countOf(source, start, end) * types.length;
  let at = start + 4;
  for (let index = 0; index < count; index++) {
    at = visitSized(index, types[index % types.length], source, at, end, visit);
  }
}

function visitFields(
  types: readonly WireType[],
  source: Buffer,
  start: number,
  end: number,
  visit: VisitElement,
): void {
  let at = start;
  types.forEach((type, index) => {
    if (at >= end) visit(index, type, at, -1);
    else at = visitSized(index, type, source, at, end, visit);
  });
}

function visitVector(
  element: WireType,
  dimensions: number,
  source: Buffer,
  start: number,
  end: number,
  visit: VisitElement,
): void {
  const size = fixedSize(element);
  let at = start;
  for (let index = 0; index < dimensions; index++) {
    let length = size ?? 0;
    if (size === undefined) {
      const read = readUnsignedVint(source, at);
      length = Number(read.value);
      at = read.end;
    }
    if (at + length > end) throw new BadCell('the vector is cut off');
    visit(index, element, at, length);
    at += length;
  }
}

function visitSized(
  index: number,
  type: WireType | undefined,
  source: Buffer,
  start: number,
  end: number,
  visit: VisitElement,
): number {
  if (type === undefined || start + 4 > end) throw new BadCell('the collection is cut off');
  const length = source.readInt32BE(start);
  const at = start + 4;
  if (at + length > end) throw new BadCell('the collection is cut off');
  visit(index, type, at, length);
  return at + Math.max(0, length);
}
