import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { createYoga, useReadinessCheck } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { RequestContext } from './context.ts';
import { TrustedDocuments } from './documents/trusted-documents.ts';
import { Ending } from './ending.ts';
import type { Graph } from './graph/graph.ts';
import { AnswerTags } from './plugins/answer-tags.ts';
import { useAuthentication, useWriters } from './plugins/authentication.ts';
import { limitBody } from './plugins/body-limit.ts';
import { useBookmarks } from './plugins/bookmark.ts';
import { useCitations } from './plugins/citations.ts';
import { useConditionalGet } from './plugins/conditional-get.ts';
import { corsHeaders, corsOptions } from './plugins/cors.ts';
import { useCrossSite } from './plugins/cross-site.ts';
import { boundedCache, DocumentCache } from './plugins/document-cache.ts';
import { useGraphiql, useNoGraphiql } from './plugins/graphiql.ts';
import { useHead } from './plugins/head.ts';
import { useIntrospectionSwitch } from './plugins/introspection.ts';
import { useJsonOnly } from './plugins/json-only.ts';
import { maskedErrors, useErrorMask } from './plugins/mask-errors.ts';
import { NamedDocuments } from './plugins/named-documents.ts';
import { useNegotiation } from './plugins/negotiation.ts';
import { useNotices } from './plugins/notices.ts';
import { OperationLimits, useOperationLimits } from './plugins/operation-limits.ts';
import { useParseLimit } from './plugins/parse-limit.ts';
import { PlannedQueries, usePlannedQueries } from './plugins/planned-queries.ts';
import { QuickAnswers } from './plugins/quick-answers.ts';
import { RememberedQueries } from './plugins/remembered-queries.ts';
import { contextFactory, useRequestContext } from './plugins/request-context.ts';
import { useRequestDeadline } from './plugins/request-deadline.ts';
import { useRequestLog } from './plugins/request-log.ts';
import { readTarget } from './plugins/request-target.ts';
import { useResponseExtensions } from './plugins/response-extensions.ts';
import { useSubscriptions } from './plugins/subscriptions.ts';
import { useTableChange, useTables } from './plugins/tables.ts';
import { useUnknownPath } from './plugins/unknown-path.ts';
import { useValidationLimit } from './plugins/validation-limit.ts';
import { useWholeAnswers } from './plugins/whole-answers.ts';
import { projectRoot } from './project-root.ts';
import { isExploring, type Settings } from './settings.ts';

const GRAPHQL = '/graphql';
const LIVE = '/health/live';
const READY = '/health/ready';

export interface ServerOptions {
  readonly graph: Graph;
  readonly schema: GraphQLSchema;
  readonly settings: Settings;
  readonly logger: Logger;
  /** Why requests cannot be answered now, or null: for `/health/ready`. */
  readonly obstacle: () => Promise<string | null>;
  /** When it comes, subscribers are told to come again, to whoever answers then. */
  readonly stopping?: Ending;
}

/** Everything that a request meets, in this order. */
export function createRequestHandler({
  graph,
  schema,
  settings,
  logger,
  obstacle,
  stopping = new Ending(),
}: ServerOptions): RequestListener {
  const documents = new DocumentCache();
  const named = new NamedDocuments(
    new TrustedDocuments(graph, settings.STEPPE_REQUEST_TIMEOUT_MS),
    new RememberedQueries(),
    settings,
  );
  const operations = new PlannedQueries();
  const limits = new OperationLimits(settings);
  const createContext = contextFactory(graph, settings);
  const quick = new QuickAnswers({
    path: GRAPHQL,
    schema,
    settings,
    named,
    documents,
    operations,
    limits,
    createContext,
    logger,
  });
  const yoga = createYoga({
    schema,
    graphqlEndpoint: GRAPHQL,
    healthCheckEndpoint: LIVE,
    graphiql: false,
    landingPage: false,
    multipart: false,
    cors: settings.STEPPE_CORS_ORIGINS.length === 0 ? false : corsOptions(settings),
    // `limitBody` stands in front.
    maxRequestBodySize: false,
    parserAndValidationCache: boundedCache(documents),
    maskedErrors: maskedErrors(logger),
    logging: false,
    plugins: [
      useHead(),
      useRequestLog(logger),
      useReadinessCheck({
        endpoint: READY,
        check: async ({ fetchAPI }) => {
          const reason = await obstacle();
          return fetchAPI.Response.json(reason === null ? { ready: true } : { ready: false, reason }, {
            status: reason === null ? 200 : 503,
            headers: { 'cache-control': 'no-store' },
          });
        },
      }),
      isExploring(settings)
        ? useGraphiql({ directory: join(projectRoot, 'dist', 'explorer') })
        : useNoGraphiql(),
      useUnknownPath([GRAPHQL, LIVE, READY]),
      useCrossSite(settings, GRAPHQL),
      useNegotiation(GRAPHQL),
      useJsonOnly(),
      named.plugin,
      useAuthentication(graph, settings),
      useRequestDeadline(settings),
      useParseLimit(settings),
      useValidationLimit(),
      useWholeAnswers(),
      useIntrospectionSwitch(settings),
      useTables(graph, settings, logger),
      useCitations(),
      useOperationLimits(limits),
      useWriters(settings),
      useBookmarks(graph, settings),
      useConditionalGet(new AnswerTags(graph, settings), settings, GRAPHQL),
      useTableChange(),
      useRequestContext(createContext, settings),
      useResponseExtensions<RequestContext>(settings, {
        statements: ({ reports }) => reports,
        // Asked for, it makes `statements` say their database hits.
        profile: () => undefined,
        // `useCitations` makes them.
        citations: () => undefined,
      }),
      useNotices(),
      useSubscriptions({ graph, settings, createContext, logger, stopping }),
      usePlannedQueries(operations),
      quick.plugin,
      useErrorMask(logger),
    ],
  });
  const limited = limitBody(quick.inFrontOf(yoga), settings.STEPPE_MAX_BODY_BYTES, (request) => {
    const { method, url } = request;
    logger.info({ method, path: url?.split('?')[0], status: 413, errors: ['BODY_TOO_LARGE'] }, 'request');
    return corsHeaders(settings, request);
  });
  return readTarget(limited);
}
