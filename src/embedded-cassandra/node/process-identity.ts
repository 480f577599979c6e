import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One process for good: ids are given out again, an id with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** The identity of a running process, or null when there is none (a zombie counts as none). */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const startedAt = process.platform === 'linux' ? startTimeOnLinux(pid) : startTimeFromPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

/** True while exactly this process runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startedAt === identity.startedAt;
}

/** Sends a signal to exactly this process; false when it has ended. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isRunning(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false; // it ended between the two lines
  }
}

/** The process that runs with exactly this one argument, or null: for one whose id nobody came to write down. */
export function findProcessByArgument(argument: string): ProcessIdentity | null {
  return process.platform === 'linux' ? findOnLinux(argument) : findWithPs(argument);
}

function findOnLinux(argument: string): ProcessIdentity | null {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, first, ...others] = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      if (first === argument && others.join('') === '') return identifyProcess(Number(name));
    } catch {
      // It ended meanwhile, or is somebody else's.
    }
  }
  return null;
}

function findWithPs(argument: string): ProcessIdentity | null {
  const list = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' });
  for (const [, pid, line = ''] of list.matchAll(/^\s*(\d+) (.*)$/gm)) {
    if (line.endsWith(`java ${argument}`)) return identifyProcess(Number(pid));
  }
  return null;
}

/** Clock ticks since boot, with the boot's id: field 22 and field 3 (state) of proc(5) stat. */
function startTimeOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces; the rest follows the last one.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields[18];
    if (state === 'Z' || state === 'X' || ticks === undefined) return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
  } catch {
    return null;
  }
}

function startTimeFromPs(pid: number): string | null {
  try {
    const output = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      // The start time is written in words of the locale and hours of the time zone: the same ones every time.
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    }).trim();
    return output === '' || output.startsWith('Z') ? null : output.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
}
