/**
 * Where a job is. A request makes it QUEUED. An instance that has taken it plans (PLANNING) and exports (RUNNING) it, to
 * SUCCEEDED or FAILED. Clients move it to PAUSED and CANCELLED, and out of PAUSED and FAILED back to QUEUED.
 */
export const exportStates = [
  'QUEUED',
  'PLANNING',
  'RUNNING',
  'PAUSED',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
] as const;

export type ExportState = (typeof exportStates)[number];

const following: Readonly<Record<ExportState, readonly ExportState[]>> = {
  QUEUED: ['PLANNING', 'PAUSED', 'CANCELLED'],
  PLANNING: ['RUNNING', 'FAILED', 'PAUSED', 'CANCELLED'],
  RUNNING: ['SUCCEEDED', 'FAILED', 'PAUSED', 'CANCELLED'],
  PAUSED: ['QUEUED', 'CANCELLED'],
  FAILED: ['QUEUED', 'CANCELLED'],
  SUCCEEDED: [],
  CANCELLED: [],
};

export function mayBecome(from: ExportState, to: ExportState): boolean {
  return following[from].includes(to);
}

/** It waits for an instance or has one: what instances look for. */
export function isOpen(state: ExportState): boolean {
  return state === 'QUEUED' || state === 'PLANNING' || state === 'RUNNING';
}

/** No instance and no client will change it any more, unless it is one that failed and is resumed. */
export function isFinal(state: ExportState): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}
