import { readdirSync, readFileSync } from 'node:fs';

/** What /proc says of a process in a line `name: value`; see proc_pid_status(5). */
function statusOf(pid: string): ReadonlyMap<string, number> {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').matchAll(/^(\w+):\s+(\d+)/gm);
    return new Map([...lines].map(([, name = '', value]) => [name, Number(value)]));
  } catch {
    return new Map();
  }
}

/** Megabytes of memory that a process and each of its children hold now, the process first. */
export function residentMegabytes(pid: number): number[] {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && statusOf(name).get('PPid') === pid,
  );
  return [String(pid), ...children].map((name) => Math.round((statusOf(name).get('VmRSS') ?? 0) / 1_024));
}
