import { isCollectionKind } from '../column/column-kind.js';
import { type CqlType, holdsKind, partsOf } from '../column/cql-type.js';
import {
  defaultSimilarity,
  type IndexDeclaration,
  type IndexTarget,
  type VectorSimilarity,
} from './index-declaration.js';

/** What a declared index is on. */
export function indexTarget(type: CqlType, declaration: IndexDeclaration): IndexTarget {
  const given = typeof declaration === 'string' ? undefined : declaration.target;
  if (given !== undefined) return given;
  if (isCollectionKind(type.kind)) return 'values';
  return type.kind === 'frozen' && isCollectionKind(type.of.kind) ? 'full' : 'column';
}

/** Why Cassandra refuses an index on the column or on what is inside; undefined where it does not. */
export function whyNotIndexable(
  type: CqlType,
  target: IndexTarget,
  similarity: VectorSimilarity = defaultSimilarity,
): string | undefined {
  if (holdsKind(type, 'duration')) return 'A duration can have no index.';
  if (type.kind === 'counter') return 'A counter can have no index.';
  if (type.kind === 'udt') return 'A UDT that is not frozen can have no index.';
  if (type.kind === 'vector' && type.element.kind !== 'float') {
    return 'Of vectors only those of floats can have an index.';
  }
  if (type.kind === 'vector' && type.dimensions === 1 && similarity === 'cosine') {
    return 'The index of a vector compares angles, and with one dimension there are none.';
  }
  const isBlob = termTypes(type, target).some(({ kind }) => kind === 'blob');
  return isBlob ? 'A blob can have no index.' : undefined;
}

/** The types of what the index holds. */
function termTypes(type: CqlType, target: IndexTarget): readonly CqlType[] {
  if (type.kind === 'list' || type.kind === 'set') return [type.element];
  if (type.kind !== 'map') return [type];
  if (target === 'keys') return [type.key];
  return target === 'entries' ? [type.key, type.value] : [type.value];
}

/** Are texts, and nothing else, what the index holds? */
export function holdsTexts(type: CqlType, target: IndexTarget): boolean {
  if (target === 'full' || target === 'entries') return false;
  if (target === 'column') return type.kind === 'text' || type.kind === 'ascii';
  const parts = partsOf(type);
  const inside = target === 'keys' ? parts[0] : parts.at(-1);
  return inside?.kind === 'text' || inside?.kind === 'ascii';
}
