import { DuckDBInstance } from '@duckdb/node-api';

type Cell = string | number | bigint | boolean | null;

/**
 * Reads a CSV file with DuckDB, which knows nothing of who wrote it. Column types are given, not guessed: a text column with
 * numbers in it stays text.
 */
export async function readCsv(
  path: string,
  types: Readonly<Record<string, 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'VARCHAR'>>,
): Promise<Record<string, Cell>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const columns = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`);
    const reader = await connection.runAndReadAll(
      `SELECT * FROM read_csv($path, header = true, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, auto_detect = false, columns = {${columns.join(', ')}})`,
      { path },
    );
    return reader.getRowObjects() as Record<string, Cell>[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
