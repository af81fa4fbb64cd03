import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { schema } from '../../schema/schema.ts';
import { Ending } from '../ending.ts';
import type { Graph } from '../graph/graph.ts';
import { graphObstacle } from '../graph/migrate.ts';
import { startListening } from '../listen.ts';
import { createRequestHandler } from '../server.ts';
import type { Settings } from '../settings.ts';
import { answerPatienceMs } from './stop-signal.ts';

/** Whoever answers requests. */
export interface Serving {
  readonly url: string;
  /**
   * Says that it is not ready any more, and answers on until whoever sends requests can have seen it (STEPPE_DRAIN_MS). Then
   * it takes no more and answers those under way: a connection that waits to be taken in that moment is lost.
   */
  stop(): Promise<void>;
}

/**
 * Answers requests at HOST and PORT.
 * @throws OperatorError when the address cannot be had.
 */
export async function serveRequests(graph: Graph, settings: Settings, logger: Logger): Promise<Serving> {
  let isStopping = false;
  const stopping = new Ending();
  const handler = createRequestHandler({
    graph,
    schema,
    settings,
    logger,
    obstacle: async () => (isStopping ? 'The server is stopping.' : graphObstacle(graph)),
    stopping,
  });
  const server = await startListening(handler, settings, () =>
    logger.warn(
      { connections: settings.STEPPE_MAX_CONNECTIONS },
      'no more connections are taken: STEPPE_MAX_CONNECTIONS are open',
    ),
  );
  return {
    url: server.url,
    stop: async () => {
      isStopping = true;
      await sleep(settings.STEPPE_DRAIN_MS);
      // Not before: whoever is in front would send those that come again to this server.
      stopping.end(new Error('the server stops'));
      await server.close(answerPatienceMs(settings));
    },
  };
}
