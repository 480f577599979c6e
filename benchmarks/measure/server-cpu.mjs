import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Seconds of CPU a process has taken so far; undefined where the system does not tell. */
export function cpuSecondsOf(pid) {
  if (pid === undefined) return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')')).split(' ');
    return (Number(fields[12]) + Number(fields[13])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}
