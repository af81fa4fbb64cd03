import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Reads one word. The pipe's end without a word means that the writer is gone, however it went (a SIGKILL runs no
 * handler of ours): then the process named in $0 is asked to stop.
 */
const WATCHDOG = 'read -r word || kill -TERM "$0"';

/** Sees to it that a child is stopped when this process is gone. */
export function endWithThisProcess(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const watchdog = spawn('sh', ['-c', WATCHDOG, String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a process group of its own: Ctrl-C in a terminal must not end the watchdog before its time.
    detached: true,
  });
  // Without a shell there is no watchdog; the next start still finds what was left behind.
  watchdog.on('error', () => undefined);
  watchdog.unref();
  const { stdin } = watchdog;
  stdin.on('error', () => undefined);
  if (stdin instanceof Socket) stdin.unref();
  child.once('exit', () => stdin.end('over\n'));
}
