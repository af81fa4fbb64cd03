import type { Logger } from 'pino';
import { schema } from '../../schema/schema.ts';
import type { Graph } from '../graph/graph.ts';
import { graphObstacle } from '../graph/migrate.ts';
import { startListening } from '../listen.ts';
import { createRequestHandler } from '../server.ts';
import type { Settings } from '../settings.ts';
import { drainPatienceMs } from './stop-signal.ts';

/** Whoever answers requests. */
export interface Serving {
  readonly url: string;
  /** Says that it is not ready any more, takes no more requests, and answers those under way. */
  stop(): Promise<void>;
}

/**
 * Answers requests at HOST and PORT.
 * @throws OperatorError when the address cannot be had.
 */
export async function serveRequests(graph: Graph, settings: Settings, logger: Logger): Promise<Serving> {
  let isStopping = false;
  const handler = createRequestHandler({
    graph,
    schema,
    settings,
    logger,
    obstacle: async () => (isStopping ? 'The server is stopping.' : graphObstacle(graph)),
  });
  const server = await startListening(handler, settings);
  return {
    url: server.url,
    stop: async () => {
      isStopping = true;
      await server.close(drainPatienceMs(settings));
    },
  };
}
