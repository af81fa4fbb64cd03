import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

interface Times {
  readonly parent: number;
  /** Milliseconds of its own. */
  readonly own: number;
  /** Milliseconds of children that have ended. */
  readonly ended: number;
}

function timesOf(pid: number): Times | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks: fields are counted after it. See proc(5).
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0, , , , , , , , , , utime = 0, stime = 0, cutime = 0, cstime = 0] = fields;
    return { parent, own: (utime + stime) * TICK_MS, ended: (cutime + cstime) * TICK_MS };
  } catch {
    return null;
  }
}

/** Milliseconds of processor time that a process and its children have used: of PostgreSQL each connection is one. */
export function processorTime(pid: number): number {
  const top = timesOf(pid);
  if (!top) throw new Error(`process ${pid} has ended`);
  return readdirSync('/proc')
    .map((name) => (/^\d+$/.test(name) ? timesOf(Number(name)) : null))
    .filter((times) => times?.parent === pid)
    .reduce((sum, times) => sum + (times?.own ?? 0), top.own + top.ended);
}

/** Waits until processes do nothing to speak of: Neo4j and Steppe go on planning and compiling for a while after a start. */
export async function waitUntilIdle(pids: readonly number[], patienceMs: number): Promise<void> {
  const used = (): number => pids.reduce((sum, pid) => sum + processorTime(pid), 0);
  const until = Date.now() + patienceMs;
  for (let before = used(), isIdle = false; !isIdle && Date.now() < until; ) {
    await sleep(1_000);
    const now = used();
    isIdle = now - before < 100;
    before = now;
  }
}
