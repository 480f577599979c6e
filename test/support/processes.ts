import { identifyProcess } from '../../src/embedded-cassandra/node/process-identity.js';

/** True while a process of this id runs; a zombie does not. */
export function isProcessRunning(pid: number | null | undefined): boolean {
  if (typeof pid !== 'number') throw new Error('There was no process to look for.');
  return identifyProcess(pid) !== null;
}
