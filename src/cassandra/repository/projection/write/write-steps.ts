/** What a versioned write sends, in this order. */
export type WriteStep = 'read' | 'intent' | 'transaction' | 'version' | 'batch' | 'forget';

/** Stands between a write and what it sends, so that a test can end a writer anywhere, delay it or repeat what it does. */
export interface WriteSteps {
  run<Result>(step: WriteStep, act: () => Promise<Result>): Promise<Result>;
  /** Milliseconds since 1970, as this process's clock says. */
  now(): number;
}

export const plainSteps: WriteSteps = { run: (_, act) => act(), now: () => Date.now() };
