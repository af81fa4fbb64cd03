import type { Progress } from './database.ts';

/** Progress on a terminal: one line that is written over. Elsewhere: a line a step, and a further one at most every 5 s. */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  let shown = '';
  let lastAt = 0;
  const kindOf = (step: string): string => step.split(/[:(]/)[0] ?? step;
  return {
    update: (step) => {
      if (step === shown) return;
      if (stream.isTTY) {
        stream.write(`\r\u001b[2K${step} …`);
      } else if (kindOf(step) !== kindOf(shown) || Date.now() - lastAt > 5_000) {
        stream.write(`${step} …\n`);
        lastAt = Date.now();
      }
      shown = step;
    },
    done: () => {
      if (shown !== '' && stream.isTTY) stream.write('\r\u001b[2K');
      shown = '';
    },
  };
}

export const silentProgress: Progress = { update: () => undefined, done: () => undefined };
