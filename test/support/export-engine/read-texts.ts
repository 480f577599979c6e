import { DuckDBInstance } from '@duckdb/node-api';

/** Every cell of CSV files as text, read by DuckDB, which knows nothing of who wrote them. */
export async function readTexts(
  path: string,
  columns: readonly string[],
): Promise<Record<string, string | null>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const types = columns.map((name) => `'${name}': 'VARCHAR'`).join(', ');
    const reader = await connection.runAndReadAll(
      `SELECT * FROM read_csv($path, header = true, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, auto_detect = false, max_line_size = 10000000, columns = {${types}})`,
      { path },
    );
    return reader.getRowObjects() as Record<string, string | null>[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
