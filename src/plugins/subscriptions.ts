import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Caller } from '../auth/caller.ts';
import type { Ending } from '../ending.ts';
import type { Graph } from '../graph/graph.ts';
import { ChangeFeed } from '../live/change-feed.ts';
import { Follower } from '../live/follower.ts';
import type { Settings } from '../settings.ts';
import { acceptedTypes, EVENTS } from './accepted-types.ts';
import { bookmarksIn } from './bookmark.ts';
import { isPassing, refusedForNow } from './come-again.ts';
import { EventAnswers } from './event-answers.ts';
import { EventStream, type EventStreamOptions } from './event-stream.ts';
import { isHead } from './head.ts';
import { maskError } from './mask-errors.ts';
import { pageProblems } from './page-problems.ts';
import type { ContextFactory } from './request-context.ts';
import type { Deadline } from './request-deadline.ts';
import { requestId } from './request-id.ts';
import { SubscriptionSlots } from './subscription-slots.ts';
import { TokenWatch } from './token-watch.ts';

const notAcceptable = (): GraphQLError =>
  new GraphQLError(
    `A subscription is answered as a stream of events: send \`Accept: ${EVENTS}\`, or use EventSource or graphql-sse.`,
    { extensions: { code: 'NOT_ACCEPTABLE', http: { status: 406 } } },
  );

const HEADERS = {
  'Content-Type': EVENTS,
  'Cache-Control': 'no-store',
  // Proxies of nginx’s kind would keep events until they have a page of them.
  'X-Accel-Buffering': 'no',
  Vary: 'Accept',
};

const takesEvents = ({ headers }: Request): boolean => acceptedTypes(headers, [EVENTS]).length > 0;

/** What the context of a subscription holds from its first step on. */
interface Asking extends Partial<Deadline> {
  readonly request: Request;
  readonly req?: IncomingMessage;
  readonly caller?: Caller;
  readonly params: { readonly query?: string };
}

export interface SubscriptionsOptions {
  readonly graph: Graph;
  readonly settings: Settings;
  readonly createContext: ContextFactory;
  readonly logger: Logger;
  /** When it comes, subscribers are sent to another server. */
  readonly stopping: Ending;
}

type Stream = Omit<EventStreamOptions, 'response'>;

/**
 * Answers subscriptions with streams of events. It stands behind whatever may refuse the operation, and before the mask of
 * errors; what the deadline is for is that the stream begins, and each of its events.
 */
export function useSubscriptions(options: SubscriptionsOptions): Plugin<Asking> {
  const { graph, settings, createContext, logger, stopping } = options;
  const limits = { defaultSize: settings.STEPPE_DEFAULT_PAGE, maxSize: settings.STEPPE_MAX_PAGE };
  const slots = new SubscriptionSlots(settings);
  const answers = new EventAnswers(createContext);
  const streams = new WeakMap<Request, Stream>();
  const refused = new WeakMap<Request, GraphQLError>();
  const open = new Set<Follower>();
  const tokens = new TokenWatch(graph, settings.STEPPE_HEARTBEAT_MS);
  const feed = new ChangeFeed({
    graph,
    timeoutMs: settings.STEPPE_REQUEST_TIMEOUT_MS,
    mostBehind: settings.STEPPE_MAX_BEHIND,
    pageSize: settings.STEPPE_MAX_PAGE,
    onFailure: (err) => logger.warn({ err }, 'changes cannot be read: trying again'),
  });
  stopping.onEnd(() => {
    feed.close();
    for (const follower of open) follower.end(null);
  });

  async function subscribe(args: ExecutionArgs): Promise<AsyncIterable<unknown> | ExecutionResult> {
    const asking = args.contextValue as Asking;
    const { request, req, caller = null, params, ending } = asking;
    const mask = (error: unknown) => maskError(logger, error, requestId(request)) as GraphQLError;
    if (!takesEvents(request)) return { errors: [notAcceptable()] };
    const problems = pageProblems(args, limits);
    if (problems.length > 0) return { errors: problems };
    let release = (): void => undefined;
    try {
      release = slots.take(caller?.id ?? req?.socket.remoteAddress ?? '');
      Object.assign(asking, createContext({ ending, bookmarks: bookmarksIn(request) }), {
        feed,
        lastEventId: request.headers.get('last-event-id'),
      });
      const follower = await createSourceEventStream(args);
      if (!(follower instanceof Follower)) {
        release();
        const errors = 'errors' in follower ? (follower.errors ?? []).map(mask) : [];
        const passing = errors.find(isPassing);
        if (passing) refused.set(request, passing);
        return { errors };
      }
      const started = performance.now();
      open.add(follower);
      const unwatch = caller ? tokens.watch(caller, (reason) => follower.end(reason)) : () => undefined;
      let isOpen = true;
      const onEnd = (end: string, events: number): void => {
        if (!isOpen) return;
        isOpen = false;
        release();
        unwatch();
        open.delete(follower);
        const milliseconds = Math.round(performance.now() - started);
        logger.info({ id: requestId(request), events, milliseconds, end }, 'subscription');
      };
      const answer = answers.of({ operation: args, text: params.query ?? '', caller, mask });
      streams.set(request, { follower, answer, mask, heartbeatMs: settings.STEPPE_HEARTBEAT_MS, onEnd });
      // Nobody will take it: its time was up, or its client has gone, before it began.
      if (ending?.isOver) {
        follower.end(null);
        onEnd('CLIENT_GONE', 0);
      }
      if (stopping.isOver) follower.end(null);
      return follower;
    } catch (error) {
      release();
      return { errors: [mask(error)] };
    }
  }

  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(subscribe as Parameters<typeof setSubscribeFn>[0]);
    },
    onResultProcess({ request, result, setResultProcessor, serverContext }) {
      const { res: response } = serverContext as { res?: ServerResponse } & typeof serverContext;
      const answerWith = (open: () => Readable): void =>
        setResultProcessor((_, fetchAPI) => {
          const body = open();
          if (response?.closed) body.destroy();
          response?.once('close', () => body.destroy());
          return new fetchAPI.Response(body as unknown as BodyInit, { status: 200, headers: { ...HEADERS } });
        }, EVENTS);
      const passing = refused.get(request);
      if (passing) answerWith(() => refusedForNow(passing.message, response));
      const stream = streams.get(request);
      if (!stream) return;
      // Past the deadline it is an error that is answered.
      const isRefused = 'errors' in result;
      if (isRefused || isHead(request)) {
        stream.follower.end(null);
        stream.onEnd(isRefused ? 'REFUSED' : 'HEAD', 0);
      }
      if (isRefused) return;
      if (isHead(request))
        setResultProcessor((_, fetchAPI) => new fetchAPI.Response(null, { headers: { ...HEADERS } }), EVENTS);
      else answerWith(() => new EventStream({ ...stream, response }));
    },
  };
}
