/** What a versioned write sends, in this order. */
export type WriteStep = 'read' | 'intent' | 'transaction' | 'version' | 'batch' | 'forget';

/** Stands between a write and what it sends, so that a test can end a writer anywhere, delay it or repeat what it does. */
export type StepHook = <Result>(step: WriteStep, act: () => Promise<Result>) => Promise<Result>;

export const plainSteps: StepHook = (_, act) => act();
