import { readPages } from './read-pages.js';

/** Pages as a cluster might give them; counts what was asked for. */
function pagesOf(...pages: readonly (readonly number[] | Error)[]) {
  let requests = 0;
  return {
    requests: () => requests,
    fetch: async (state: string | null) => {
      await Promise.resolve();
      requests++;
      const index = Number(state ?? 0);
      const page = pages[index];
      if (page instanceof Error) throw page;
      return { rows: page ?? [], pageState: index + 1 < pages.length ? String(index + 1) : null };
    },
  };
}

describe('readPages', () => {
  it.each([true, false])(
    'goes on over empty pages until there is no state (ahead: %s)',
    async (readsAhead) => {
      const source = pagesOf([], [], [1, 2], [], [3, 4], []);
      const rows: number[] = [];
      for await (const page of readPages(source.fetch, { readsAhead })) rows.push(...page.rows);
      expect(rows).toEqual([1, 2, 3, 4]);
      expect(source.requests()).toBe(6);
    },
  );

  it('asks nobody before the first page is wanted', () => {
    const source = pagesOf([1]);
    readPages(source.fetch, { readsAhead: true });
    expect(source.requests()).toBe(0);
  });

  it('has one page ahead and never two', async () => {
    const source = pagesOf([1], [2], [3], [4]);
    const pages = readPages(source.fetch, { readsAhead: true });
    await pages.next();
    expect(source.requests()).toBe(2);
    await pages.next();
    expect(source.requests()).toBe(3);
    await pages.return();
    expect(source.requests()).toBe(3);
  });

  it('asks for one page at a time when told to', async () => {
    const source = pagesOf([1], [2]);
    const pages = readPages(source.fetch, { readsAhead: false });
    await pages.next();
    expect(source.requests()).toBe(1);
  });

  it('gives the pages before a failure, then the failure once', async () => {
    const failure = new Error('node down');
    const rows: number[] = [];
    const pages = readPages(pagesOf([1], [2], failure).fetch, { readsAhead: true });
    const read = async (): Promise<void> => {
      for await (const page of pages) rows.push(...page.rows);
    };
    await expect(read()).rejects.toBe(failure);
    expect(rows).toEqual([1, 2]);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  it('drops the failure of a page that nobody looks at', async () => {
    const pages = readPages(pagesOf([1], new Error('never seen')).fetch, { readsAhead: true });
    await pages.next();
    await pages.return();
    await new Promise(setImmediate);
  });
});
