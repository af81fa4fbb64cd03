import type { Settings } from '../settings.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm passes on a Ctrl-C that the terminal has sent us as well: what comes so soon is no second wish. */
const SAME_WISH_MS = 1_000;

const LOOK_FOR_PARENT_MS = 500;

/** Requests get their whole time to be answered, and a moment to be sent. */
export const answerPatienceMs = (settings: Settings): number => settings.STEPPE_REQUEST_TIMEOUT_MS + 2_000;

/**
 * Calls `gone` when the parent is: npm passes a SIGTERM on to the shell between us, which dies of it and tells nobody. One
 * that was started otherwise may outlive its parent (`nohup steppe &`).
 */
function onParentGone(gone: () => void): NodeJS.Timeout | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, LOOK_FOR_PARENT_MS);
  return timer.unref();
}

/**
 * Calls `stop` at the first signal to stop (Ctrl-C, `kill`, a closed terminal); a later one ends the process at once.
 * @returns what takes the listener away.
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  let stoppingSince: number | null = null;
  const heard = (signal: NodeJS.Signals): void => {
    if (stoppingSince === null) {
      stoppingSince = Date.now();
      stop(signal);
    } else if (Date.now() - stoppingSince > SAME_WISH_MS) process.exit(1);
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  const timer = onParentGone(() => heard('SIGTERM'));
  return () => {
    clearInterval(timer);
    for (const signal of SIGNALS) process.off(signal, heard);
  };
}

/** Ends the process after a signal. When its terminal is gone, Node's own exit cannot put that right and aborts. */
export function exitAfter(signal: NodeJS.Signals, code: number): void {
  if (signal !== 'SIGHUP') process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
