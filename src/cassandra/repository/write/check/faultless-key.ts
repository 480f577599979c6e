import { encodedSize } from '../../../codec/encoded-size.js';
import { isPlainObject } from '../../../query/filter/read-filter.js';
import { maxKeyBytes } from '../../../query/filter/key-size.js';
import type { TableModel } from '../../../table/table-model.js';

/** More than Cassandra adds to any part of a key. */
const overheadBytes = 4;

/**
 * The encoded values of a complete key in its order. Undefined for one that has a fault or may have one: `readKeyColumns` then
 * says which. Nearly all keys have none, and are read in half the time.
 */
export function faultlessKey(model: TableModel, key: unknown): readonly unknown[] | undefined {
  if (!isPlainObject(key) || Object.keys(key).length !== model.key.length) return undefined;
  const values: unknown[] = [];
  let bytes = 0;
  for (const { property, codec, kind, isIndexed } of model.key) {
    const encoded = codec.tryEncode(key[property]);
    if (encoded === undefined || encoded === '' || isIndexed) return undefined;
    bytes += encodedSize(kind, encoded) + overheadBytes;
    values.push(encoded);
  }
  return bytes <= maxKeyBytes ? values : undefined;
}
