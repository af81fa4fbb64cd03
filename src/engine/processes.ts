import { readFileSync } from 'node:fs';
import { runCommand } from './command.ts';

/** A process, so recorded that another with the same number is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words. */
  readonly started: string;
}

/** When a process started; null when there is none with that number. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; fields are counted after it. Start time is field 22, state field 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    if (process.platform === 'linux') return null;
    const { code, stdout } = await runCommand('ps', ['-o', 'lstart=', '-p', String(pid)], {
      timeoutMs: 5_000,
    });
    return code === 0 && stdout.trim() !== '' ? stdout.trim() : null;
  }
}

export async function identityOf(pid: number): Promise<ProcessIdentity | null> {
  const started = await startOf(pid);
  return started === null ? null : { pid, started };
}

export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return (await startOf(identity.pid)) === identity.started;
}

/** Reads an identity that was recorded as JSON; null when it is none. */
export function parseIdentity(text: string): ProcessIdentity | null {
  try {
    const { pid, started } = JSON.parse(text) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : null;
  } catch {
    return null;
  }
}

/** Waits for a process to end. @returns whether it did in time. */
export async function waitForEnd(identity: ProcessIdentity, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (!(await isAlive(identity))) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return !(await isAlive(identity));
}

/** Ends a process: asks, waits, insists. */
export async function endProcess(identity: ProcessIdentity, patienceMs = 30_000): Promise<void> {
  for (const [signal, wait] of [
    ['SIGTERM', patienceMs],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!(await isAlive(identity))) return;
    try {
      process.kill(identity.pid, signal);
    } catch {
      return;
    }
    if (await waitForEnd(identity, wait)) return;
  }
}
