import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode } from './error-code.ts';
import { runCommand } from './run-command.ts';

/** A process, so recorded that a later one with the same number is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words. */
  readonly started: string;
}

/** What the system tells about a running process. */
export interface RunningProcess extends ProcessIdentity {
  readonly commandLine: string;
}

const Identity = z.object({ pid: z.int().positive(), started: z.string().min(1) });
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** From Linux's /proc; null when there is no such process, or only its remains. */
export function processFromProc(pid: number): RunningProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks, so fields are counted after it: the state is the first, the start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[19] === undefined) return null;
    return {
      pid,
      // The start counts from the machine's own start, and pids begin anew with it.
      started: `${readFileSync(BOOT_ID, 'utf8').trim()}:${fields[19]}`,
      commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' '),
    };
  } catch {
    return null;
  }
}

/** From `ps`, for systems without /proc. */
export async function processFromPs(pid: number): Promise<RunningProcess | null> {
  const columns = ['state', 'lstart', 'command'].flatMap((column) => ['-o', `${column}=`]);
  const { code, stdout } = await runCommand('ps', ['-ww', ...columns, '-p', String(pid)], {
    timeoutMs: 5_000,
    // The start is compared as text: always in one language and time zone.
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  const match = /^\s*(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d{4})\s+(.*)$/s.exec(stdout.trimEnd());
  const [, state = 'Z', started = '', commandLine = ''] = match ?? [];
  return code === 0 && !state.startsWith('Z') ? { pid, started, commandLine } : null;
}

const hasProc = process.platform === 'linux';

/** @returns null when no such process runs. */
export async function runningProcess(pid: number): Promise<RunningProcess | null> {
  return hasProc ? processFromProc(pid) : processFromPs(pid);
}

export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return (await runningProcess(identity.pid))?.started === identity.started;
}

/** Reads an identity that was recorded as JSON; null when it is none. */
export function parseIdentity(text: string): ProcessIdentity | null {
  try {
    return Identity.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Waits for a process to end. @returns whether it did in time. */
async function hasEndedWithin(identity: ProcessIdentity, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (await isAlive(identity)) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

/**
 * Ends a process: asks, waits, insists.
 * @param patienceMs how long it may take to put its things in order.
 */
export async function endProcess(identity: ProcessIdentity, patienceMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!(await isAlive(identity))) return;
    try {
      process.kill(identity.pid, signal);
    } catch (error) {
      if (errorCode(error) === 'ESRCH') return;
      throw error;
    }
    if (await hasEndedWithin(identity, signal === 'SIGTERM' ? patienceMs : 5_000)) return;
  }
}
