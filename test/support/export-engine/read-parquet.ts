import { DuckDBInstance, type Json } from '@duckdb/node-api';

/** Instants in milliseconds and bytes in base 64: DuckDB's own texts of them are not those of JSON. */
const exactly = `
  * REPLACE (
    base64(blob) AS blob,
    epoch_ms("timestamp") AS "timestamp",
    list_transform(map_entries("map"), lambda e: {key: e.key, value: epoch_ms(e.value)}) AS "map"
  )`;

/** Rows of Parquet files, read by DuckDB, which knows nothing of who wrote them. */
export async function readParquet(
  path: string,
  selection = exactly,
): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`SELECT ${selection} FROM read_parquet($path)`, {
      path,
    });
    return reader.getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The same row as the library's JSON has it. */
export function fromParquet(row: Record<string, Json>): Record<string, unknown> {
  const instant = (value: Json): Json =>
    value === null ? null : new Date(Number(value)).toISOString();
  const all = plain(row) as Record<string, Json>;
  const entries = row.map as { key: string; value: Json }[] | null;
  return {
    ...all,
    timestamp: instant(row.timestamp ?? null),
    map: entries && Object.fromEntries(entries.map(({ key, value }) => [key, instant(value)])),
  };
}

/** Maps, which come as pairs, become objects, and tuples, which come as structs, arrays. */
function plain(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const pairs = value as { key: Json; value: Json }[];
    const isMap = pairs.length > 0 && pairs.every(isPair);
    if (!isMap) return value.map(plain);
    return Object.fromEntries(pairs.map((pair) => [keyText(plain(pair.key)), plain(pair.value)]));
  }
  if ('_1' in value) return Object.values(value).map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

function isPair(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'key,value';
}

function keyText(key: Json): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}
