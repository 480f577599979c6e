import { isValueEmpty } from '../types/check-length.js';
import { countOf, visitElements } from '../types/elements.js';
import { isComposite, type WireType } from '../types/wire-type.js';
import { LeafColumn, missing } from './leaf-column.js';
import { type LeafType, leafTypes, type LogicalType, type PhysicalType } from './leaf-types.js';

export type Repetition = 'REQUIRED' | 'OPTIONAL' | 'REPEATED';

/** An element of the file's schema: a column, or a group of them. */
export interface SchemaElement {
  readonly name: string;
  readonly repetition: Repetition;
  readonly physical?: PhysicalType;
  readonly size?: number;
  readonly logical?: LogicalType | { readonly kind: 'LIST' | 'MAP' };
  readonly children: readonly SchemaElement[];
}

/** One field, and how its values come apart into columns. */
export interface SchemaNode {
  readonly element: SchemaElement;
  readonly leaves: readonly LeafColumn[];
  /** Adds the cell at `at`; a negative length is null. `repetition`: how deep it repeats. */
  write(source: Buffer, at: number, length: number, repetition: number): void;
  /** Adds that nothing is there, up to so much of the path. */
  writeNull(repetition: number, definition: number): void;
}

/** Where a field stands: the levels of what is around it. */
interface Place {
  readonly path: readonly string[];
  readonly definition: number;
  readonly repetition: number;
}

const top: Place = { path: [], definition: 0, repetition: 0 };

/** `as`: how a scalar stands, if not as its type does. */
export function schemaNode(
  name: string,
  type: WireType,
  isOptional: boolean,
  as?: LeafType,
): SchemaNode {
  return node(name, type, isOptional, top, as);
}

function node(
  name: string,
  type: WireType,
  isOptional: boolean,
  around: Place,
  as?: LeafType,
): SchemaNode {
  const place = {
    path: [...around.path, name],
    definition: around.definition + (isOptional ? 1 : 0),
    repetition: around.repetition,
  };
  const content = as === undefined ? contentOf(type, place) : leaf(as, place);
  const isEmptyNull = isValueEmpty(type.kind);
  return {
    element: {
      ...content.element,
      name,
      repetition: isOptional ? 'OPTIONAL' : 'REQUIRED',
    },
    leaves: content.leaves,
    writeNull: content.writeNull,
    write: (source, at, length, repetition) => {
      if (length > 0 || (length === 0 && !isEmptyNull)) {
        content.write(source, at, length, repetition);
      } else if (isOptional) {
        content.writeNull(repetition, around.definition);
      } else {
        throw missing();
      }
    },
  };
}

type Content = Omit<SchemaNode, 'element'> & {
  readonly element: Omit<SchemaElement, 'name' | 'repetition'>;
};

function contentOf(type: WireType, place: Place): Content {
  if (!isComposite(type)) return leaf(leafTypes[type.kind], place);
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'vector':
      return repeated(type, 'LIST', 'list', [['element', type.element, true]], place);
    case 'map':
      return repeated(
        type,
        'MAP',
        'key_value',
        [
          ['key', type.key, false],
          ['value', type.value, true],
        ],
        place,
      );
    case 'tuple':
      return struct(
        type,
        type.elements.map((element, index) => [`_${String(index + 1)}`, element]),
        place,
      );
    case 'udt':
      return struct(
        type,
        type.fields.map((field) => [field.name, field.type]),
        place,
      );
  }
}

function leaf(type: LeafType, place: Place): Content {
  const column = new LeafColumn(type, place.path, place.repetition, place.definition);
  return {
    element: {
      physical: type.physical,
      children: [],
      ...(type.size !== undefined && { size: type.size }),
      ...(type.logical !== undefined && { logical: type.logical }),
    },
    leaves: [column],
    write: (source, at, length, repetition) => {
      column.add(source, at, length, repetition);
    },
    writeNull: (repetition, definition) => {
      column.addNull(repetition, definition);
    },
  };
}

function struct(
  type: WireType & { readonly kind: 'tuple' | 'udt' },
  fields: readonly (readonly [string, WireType])[],
  place: Place,
): Content {
  const nodes = fields.map(([name, field]) => node(name, field, true, place));
  return {
    ...group(nodes),
    element: { children: nodes.map(({ element }) => element) },
    write: (source, at, length, repetition) => {
      visitElements(type, source, at, at + length, (index, _, start, size) => {
        nodes[index]?.write(source, start, size, repetition);
      });
    },
  };
}

/** Parquet's three levels of a list or map: the group, what repeats, and the element or key and value in it. */
function repeated(
  type: WireType & { readonly kind: 'list' | 'set' | 'map' | 'vector' },
  logical: 'LIST' | 'MAP',
  name: string,
  parts: readonly (readonly [string, WireType, boolean])[],
  place: Place,
): Content {
  const inside = {
    path: [...place.path, name],
    definition: place.definition + 1,
    repetition: place.repetition + 1,
  };
  const nodes = parts.map(([part, of, isOptional]) => node(part, of, isOptional, inside));
  const { writeNull, leaves } = group(nodes);
  const children = nodes.map(({ element }) => element);
  return {
    leaves,
    writeNull,
    element: {
      logical: { kind: logical },
      children: [{ name, repetition: 'REPEATED', children }],
    },
    write: (source, at, length, repetition) => {
      if (type.kind !== 'vector' && countOf(source, at, at + length) === 0) {
        writeNull(repetition, place.definition);
        return;
      }
      visitElements(type, source, at, at + length, (index, _, start, size) => {
        const level = index < nodes.length ? repetition : inside.repetition;
        nodes[index % nodes.length]?.write(source, start, size, level);
      });
    },
  };
}

function group(nodes: readonly SchemaNode[]): Pick<SchemaNode, 'leaves' | 'writeNull'> {
  return {
    leaves: nodes.flatMap(({ leaves }) => leaves),
    writeNull: (repetition, definition) => {
      for (const one of nodes) one.writeNull(repetition, definition);
    },
  };
}
