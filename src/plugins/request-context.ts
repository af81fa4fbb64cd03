import type { Plugin } from 'graphql-yoga';
import { createContext, openExchange } from '../context.ts';
import type { Graph } from '../graph/graph.ts';
import type { Settings } from '../settings.ts';
import { bookmarksIn } from './bookmark.ts';
import type { Deadline } from './request-deadline.ts';
import { includes } from './response-extensions.ts';
import { tablePageOptions } from './tables.ts';

/** Gives an operation its loaders, whose statements end in the database when the request's deadline comes. */
export function useRequestContext(graph: Graph, settings: Settings): Plugin<Deadline> {
  const pageLimits = { defaultSize: settings.STEPPE_DEFAULT_PAGE, maxSize: settings.STEPPE_MAX_PAGE };
  const exchange = openExchange(graph, settings.STEPPE_POOL_SIZE);
  return {
    onExecute({ context }) {
      Object.assign(
        context,
        createContext({
          graph,
          exchange,
          pageLimits,
          timeoutMs: settings.STEPPE_REQUEST_TIMEOUT_MS,
          signal: context.signal,
          isProfiling: includes(context.request, 'profile'),
          bookmarks: bookmarksIn(context.request),
          ...tablePageOptions(context, pageLimits),
        }),
      );
    },
  };
}
