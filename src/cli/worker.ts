import { givenAddress } from '../engine/given-database.ts';
import { createLogger } from '../log.ts';
import type { Settings } from '../settings.ts';
import { openGraph } from './open-graph.ts';
import { serveRequests } from './serve-requests.ts';
import { exitAfter, onStopSignal } from './stop-signal.ts';
import { STOP, workerNumber } from './workers.ts';

/**
 * One of several processes that answer at one address. The first process has found the database, which stands in the
 * environment as a given one, and brought it up to date; it says when to stop.
 */
export async function serveAsWorker(settings: Settings): Promise<void> {
  const logger = createLogger(settings, { worker: workerNumber(process.env) });
  process.on('uncaughtExceptionMonitor', (err) => logger.fatal({ err }, 'unexpected error'));
  const graph = openGraph(givenAddress(settings), settings);
  const serving = await serveRequests(graph, settings, logger);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= serving.stop().then(() => graph.close());
    return stopping;
  };
  // A Ctrl-C reaches every process of a terminal, a `kill` the one it names.
  onStopSignal(async (signal) => {
    await stop();
    exitAfter(signal, 0);
  });
  process.on('message', async (message) => {
    if (message !== STOP) return;
    await stop();
    process.exit(0);
  });
}
