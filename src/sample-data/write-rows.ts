import { mapConcurrent } from '../cassandra/index.js';

const reportEveryMs = 1000;
/** Enough to keep a node of two cores busy; 512 were not faster. */
const writesInFlight = 128;

/** Writes every row, and says once a second how far it is. */
export async function writeRows<Row>(
  what: string,
  rows: readonly Row[],
  put: (row: Row) => Promise<void>,
  report: (message: string) => void,
): Promise<void> {
  await loadRows(what, rows, (some) => mapConcurrent(some, writesInFlight, put), report);
}

/** Hands out every row to be loaded, and says once a second how far it is. */
export async function loadRows<Row>(
  what: string,
  rows: readonly Row[],
  load: (rows: Iterable<Row>) => Promise<unknown>,
  report: (message: string) => void,
): Promise<void> {
  let done = 0;
  const tell = (): void => {
    const share = rows.length === 0 ? 1 : done / rows.length;
    report(`Loading ${what} ${progressBar(share)} ${grouped(done)} of ${grouped(rows.length)}`);
  };
  function* counted(): Generator<Row, void, undefined> {
    for (const row of rows) {
      yield row;
      done += 1;
    }
  }
  const timer = setInterval(tell, reportEveryMs);
  try {
    await load(counted());
  } finally {
    clearInterval(timer);
  }
  tell();
}

/** [########------------]  40 % */
function progressBar(share: number): string {
  const filled = '#'.repeat(Math.floor(share * 20));
  return `[${filled.padEnd(20, '-')}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}

/** 43 000 */
function grouped(count: number): string {
  return count.toLocaleString('en').replaceAll(',', ' ');
}
