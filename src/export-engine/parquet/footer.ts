import { type ColumnChunk, encodings } from './column-chunk.js';
import { physicalTypes } from './leaf-types.js';
import { type Repetition, type SchemaElement } from './schema-node.js';
import { ThriftOut } from './thrift-out.js';

const repetitions: Readonly<Record<Repetition, number>> = { REQUIRED: 0, OPTIONAL: 1, REPEATED: 2 };
const logicalIds = {
  STRING: 1,
  MAP: 2,
  LIST: 3,
  DECIMAL: 5,
  DATE: 6,
  TIMESTAMP: 8,
  INT: 10,
  UUID: 14,
};
const milliseconds = 1;

export interface RowGroup {
  readonly rows: number;
  readonly chunks: readonly (Omit<ColumnChunk, 'pages'> & { readonly at: number })[];
}

export interface FileMetadata {
  readonly fields: readonly SchemaElement[];
  readonly rowGroups: readonly RowGroup[];
  readonly codec: number;
  readonly createdBy: string;
}

/** All that a reader needs to find its way: the last thing in the file but its length and the mark. */
export function footer({ fields, rowGroups, codec, createdBy }: FileMetadata): Buffer {
  const out = new ThriftOut();
  const root: SchemaElement = { name: 'root', repetition: 'REQUIRED', children: fields };
  const elements = flatten(root);
  const leaves = elements.filter(({ physical }) => physical !== undefined);
  out.body(() => {
    out.i32(1, 2);
    out.structs(2, elements, (element) => {
      writeElement(out, element, element === root);
    });
    out.i64(
      3,
      rowGroups.reduce((sum, { rows }) => sum + rows, 0),
    );
    out.structs(4, rowGroups, (group) => {
      writeRowGroup(out, group, codec);
    });
    out.binary(6, createdBy);
    // Each column is ordered as its type says: without this the bounds count for nothing.
    out.structs(7, leaves, () => {
      out.struct(1, () => undefined);
    });
  });
  const body = out.toBuffer();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([body, length, Buffer.from('PAR1')]);
}

function flatten(element: SchemaElement): readonly SchemaElement[] {
  return [element, ...element.children.flatMap(flatten)];
}

function writeElement(out: ThriftOut, element: SchemaElement, isRoot: boolean): void {
  const { name, repetition, physical, size, logical, children } = element;
  if (physical !== undefined) out.i32(1, physicalTypes[physical]);
  if (physical === 'FIXED_LEN_BYTE_ARRAY') out.i32(2, size ?? 0);
  if (!isRoot) out.i32(3, repetitions[repetition]);
  out.binary(4, name);
  if (physical === undefined) out.i32(5, children.length);
  if (logical === undefined) return;
  const converted = convertedType(logical);
  if (converted !== undefined) out.i32(6, converted);
  if (logical.kind === 'DECIMAL') {
    out.i32(7, logical.scale);
    out.i32(8, logical.precision);
  }
  out.struct(10, () => {
    out.struct(logicalIds[logical.kind], () => {
      writeLogical(out, logical);
    });
  });
}

type Logical = NonNullable<SchemaElement['logical']>;

function writeLogical(out: ThriftOut, logical: Logical): void {
  if (logical.kind === 'TIMESTAMP') {
    const isUtc = true;
    out.bool(1, isUtc);
    out.struct(2, () => {
      out.struct(milliseconds, () => undefined);
    });
  } else if (logical.kind === 'INT') {
    out.i8(1, logical.bits);
    out.bool(2, true);
  } else if (logical.kind === 'DECIMAL') {
    out.i32(1, logical.scale);
    out.i32(2, logical.precision);
  }
}

/** The older name of the same, for readers that know no other. */
function convertedType(logical: Logical): number | undefined {
  switch (logical.kind) {
    case 'STRING':
      return 0;
    case 'MAP':
      return 1;
    case 'LIST':
      return 3;
    case 'DECIMAL':
      return 5;
    case 'DATE':
      return 6;
    case 'TIMESTAMP':
      return 9;
    case 'INT':
      return logical.bits === 8 ? 15 : 16;
    case 'UUID':
      return undefined;
  }
}

function writeRowGroup(out: ThriftOut, { rows, chunks }: RowGroup, codec: number): void {
  const sum = (of: (chunk: RowGroup['chunks'][number]) => number): number =>
    chunks.reduce((total, chunk) => total + of(chunk), 0);
  out.structs(1, chunks, (chunk) => {
    out.i64(2, chunk.at);
    out.struct(3, () => {
      writeChunk(out, chunk, codec);
    });
  });
  out.i64(
    2,
    sum(({ uncompressedBytes }) => uncompressedBytes),
  );
  out.i64(3, rows);
  out.i64(5, chunks[0]?.at ?? 0);
  out.i64(
    6,
    sum(({ bytes }) => bytes),
  );
}

function writeChunk(out: ThriftOut, chunk: RowGroup['chunks'][number], codec: number): void {
  const { column, places, uncompressedBytes, bytes, at, nulls, minMax } = chunk;
  out.i32(1, physicalTypes[column.type.physical]);
  out.i32s(2, [encodings.plain, encodings.runs]);
  out.strings(3, column.path);
  out.i32(4, codec);
  out.i64(5, places);
  out.i64(6, uncompressedBytes);
  out.i64(7, bytes);
  out.i64(9, at);
  out.struct(12, () => {
    if (column.maxRepetition === 0) out.i64(3, nulls);
    if (minMax === undefined) return;
    out.binary(5, minMax.max);
    out.binary(6, minMax.min);
  });
}
