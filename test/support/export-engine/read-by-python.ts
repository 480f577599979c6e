import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a null is in the CSV files Python reads: its csv module cannot tell an empty text from none. */
export const nullText = '\\N of this test';

/** Rows of an export's files, read by Python's csv and json modules and by pyarrow. */
export async function readByPython(
  python: string,
  format: string,
  path: string,
): Promise<Record<string, unknown>[]> {
  const { stdout } = await run(
    python,
    [join(import.meta.dirname, 'read-export.py'), format, path],
    { maxBuffer: 1 << 30 },
  );
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
