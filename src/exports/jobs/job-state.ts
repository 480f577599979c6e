import { type ExportState } from './export-job.table.js';

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
