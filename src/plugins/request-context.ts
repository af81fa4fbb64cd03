import type { Plugin } from 'graphql-yoga';
import { type ContextOptions, createContext, openExchange, type RequestContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';
import type { Settings } from '../settings.ts';
import { readAfter } from './conditional-get.ts';
import type { Deadline } from './request-deadline.ts';
import { includes } from './response-extensions.ts';
import { tablePageOptions } from './tables.ts';

const pageLimitsOf = (settings: Settings) => ({
  defaultSize: settings.STEPPE_DEFAULT_PAGE,
  maxSize: settings.STEPPE_MAX_PAGE,
});

/** Makes the contexts of a server’s requests, whose questions meet. */
export type ContextFactory = (
  options: Partial<Pick<ContextOptions, 'ending' | 'isProfiling' | 'bookmarks' | 'pageLimits'>>,
) => RequestContext;

export function contextFactory(graph: Graph, settings: Settings): ContextFactory {
  const server = {
    graph,
    exchange: openExchange(graph, settings.STEPPE_POOL_SIZE),
    pageLimits: pageLimitsOf(settings),
    timeoutMs: settings.STEPPE_REQUEST_TIMEOUT_MS,
  };
  return (options) => createContext({ ...server, ...options });
}

/** Gives an operation its loaders, whose statements end in the database when the request's deadline comes. */
export function useRequestContext(createContextOf: ContextFactory, settings: Settings): Plugin<Deadline> {
  const pageLimits = pageLimitsOf(settings);
  return {
    onExecute({ context }) {
      Object.assign(
        context,
        createContextOf({
          ending: context.ending,
          isProfiling: includes(context.request, 'profile'),
          bookmarks: readAfter(context.request),
          ...tablePageOptions(context, pageLimits),
        }),
      );
    },
  };
}
