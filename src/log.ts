import { destination, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Settings } from './settings.ts';

/**
 * Each line has what is given as `base`. The log goes to standard error, so that standard output stays with what a command is asked for: lines of JSON, or on a
 * terminal lines for people.
 */
export function createLogger(settings: Settings, base: { readonly worker: number } | null = null): Logger {
  const options = { level: settings.STEPPE_LOG_LEVEL, base };
  if (!process.stderr.isTTY) return pino(options, destination({ dest: 2, sync: true }));
  return pino(
    options,
    pretty({
      destination: 2,
      sync: true,
      colorize: true,
      translateTime: 'SYS:HH:MM:ss',
      ignore: 'pid,hostname',
    }),
  );
}
