/** The rows of all pages as one array. It ends with the page that makes them more than `maxRows`, for the caller to see. */
export async function gatherRows<Row>(
  pages: AsyncIterable<{ readonly rows: readonly Row[] }>,
  maxRows: number,
): Promise<Row[]> {
  const all: Row[] = [];
  for await (const { rows } of pages) {
    all.push(...rows);
    if (all.length > maxRows) break;
  }
  return all;
}
