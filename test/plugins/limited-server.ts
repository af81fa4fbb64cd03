import { createServer, type Server } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { type Logger, pino } from 'pino';
import type { RequestContext } from '../../src/context.ts';
import { limitBody } from '../../src/plugins/body-limit.ts';
import { boundedCache, DocumentCache } from '../../src/plugins/document-cache.ts';
import { useIntrospectionSwitch } from '../../src/plugins/introspection.ts';
import { useJsonOnly } from '../../src/plugins/json-only.ts';
import { maskedErrors, useErrorMask } from '../../src/plugins/mask-errors.ts';
import { NamedDocuments, type Trusted } from '../../src/plugins/named-documents.ts';
import { OperationLimits, useOperationLimits } from '../../src/plugins/operation-limits.ts';
import { useParseLimit } from '../../src/plugins/parse-limit.ts';
import { PlannedQueries, usePlannedQueries } from '../../src/plugins/planned-queries.ts';
import { QuickAnswers } from '../../src/plugins/quick-answers.ts';
import { RememberedQueries } from '../../src/plugins/remembered-queries.ts';
import { type Deadline, useRequestDeadline } from '../../src/plugins/request-deadline.ts';
import { type Contributor, useResponseExtensions } from '../../src/plugins/response-extensions.ts';
import { useValidationLimit } from '../../src/plugins/validation-limit.ts';
import { readSettings, type Settings } from '../../src/settings.ts';

/** The shapes of the real schema whose lists are paged in different ways, with two fields that take their time. */
export const typeDefs = /* GraphQL */ `
  interface Node { id: ID! }
  interface Entity implements Node {
    id: ID!
    name(language: String): String
    names: [Name!]!
    facts(where: FactFilter, first: Int, after: String, last: Int, before: String): FactConnection!
  }
  type Name { text: String! language: String }
  type Organization implements Entity & Node {
    id: ID!
    name(language: String): String
    names: [Name!]!
    facts(where: FactFilter, first: Int, after: String, last: Int, before: String): FactConnection!
    investments(first: Int, after: String, last: Int, before: String): InvestmentConnection!
  }
  type Place implements Entity & Node {
    id: ID!
    name(language: String): String
    names: [Name!]!
    facts(where: FactFilter, first: Int, after: String, last: Int, before: String): FactConnection!
    investors(first: Int, after: String, last: Int, before: String): InvestmentConnection!
  }
  input FactFilter { modality: [Modality!] minSources: Int }
  enum Modality { PLANNED REALISED }
  type Quantity { amount: String unit: String! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Fact implements Node { id: ID! subject: Entity! value: Quantity }
  type FactEdge { cursor: String! node: Fact! }
  type FactConnection { edges: [FactEdge!]! nodes: [Fact!]! pageInfo: PageInfo! totalCount: Int! totals: [Total!]! }
  type InvestmentEdge { cursor: String! node: Entity amount: Quantity }
  type InvestmentConnection {
    edges: [InvestmentEdge!]! nodes: [Entity]! pageInfo: PageInfo! totalCount: Int! totals: [Total!]!
  }
  type EntityEdge { cursor: String! node: Entity! }
  type EntityConnection { edges: [EntityEdge!]! nodes: [Entity!]! pageInfo: PageInfo! totalCount: Int! }
  type Total { unit: String! sum: String }
  type Path { length: Int! hops: [Hop!]! }
  type Hop { fact: Fact! }
  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    entity(id: ID!): Entity
    entities(first: Int, after: String, last: Int, before: String): EntityConnection!
    totals(where: FactFilter, first: Int = 100): [Total!]!
    paths(from: ID!, to: ID!, first: Int = 5): [Path!]!
    asOf(validAt: String): Query!
    hangs: String
    waits(milliseconds: Int!): String
  }
`;

/** How often a resolver ran, whichever it was, how often Yoga was asked, and the signals that `hangs` was given. */
export interface Witness {
  resolved: number;
  passedOn: number;
  readonly signals: AbortSignal[];
}

interface Paging {
  readonly first?: number | null;
  readonly last?: number | null;
}

/** Answers every list in full, so that an operation returns as much as it can. */
function resolversFor(witness: Witness, settings: Settings) {
  const counted =
    <Args, Value>(resolve: (args: Args) => Value) =>
    (_: unknown, args: Args): Value => {
      witness.resolved += 1;
      return resolve(args);
    };
  const times = <T>(count: number, item: T): T[] => Array.from({ length: Math.max(0, count) }, () => item);
  const entity = { __typename: 'Organization', id: 'org_changan', name: 'Changan' };
  const place = { __typename: 'Place', id: 'place_kostanay', name: 'Kostanay' };
  const quantity = { amount: '100', unit: 'USD' };
  const fact = { __typename: 'Fact', id: 'fact_1', subject: entity, value: quantity };
  const total = { unit: 'USD', sum: '100' };
  const connection = (node: object) =>
    counted(({ first, last }: Paging) => {
      const items = times(first ?? last ?? settings.STEPPE_DEFAULT_PAGE, node);
      return {
        nodes: items,
        edges: items.map((each) => ({ cursor: 'c', node: each, amount: quantity })),
        pageInfo: { hasNextPage: false },
        totalCount: items.length,
        totals: times(5, total),
      };
    });
  const shared = {
    names: counted(() => times(5, { text: 'Changan' })),
    facts: connection(fact),
  };
  return {
    Node: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Entity: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Organization: { ...shared, investments: connection(place) },
    Place: { ...shared, investors: connection(entity) },
    Query: {
      node: counted(() => entity),
      nodes: counted(({ ids }: { ids: string[] }) => ids.map(() => entity)),
      entity: counted(() => entity),
      entities: connection(entity),
      totals: counted(({ first }: Paging) => times(first ?? 100, total)),
      paths: counted(({ first }: Paging) => times(first ?? 5, { length: 5, hops: times(5, { fact }) })),
      asOf: counted(() => ({})),
      hangs: (_: unknown, __: unknown, { ending }: Deadline) => {
        witness.resolved += 1;
        witness.signals.push(ending.signal);
        return new Promise<string>(() => {});
      },
      waits: (_: unknown, { milliseconds }: { milliseconds: number }) =>
        new Promise<string>((resolve) => setTimeout(resolve, milliseconds, 'done')),
    },
  };
}

export interface LimitedServer extends Witness {
  readonly server: Server;
  readonly url: string;
  /** Posts a query as a client that knows the specification does. */
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown>;
  readonly errors?: { message: string; path?: string[]; extensions?: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

export interface ServerOptions {
  /** Settings other than the defaults, as in the environment. */
  readonly env?: Record<string, string>;
  readonly contributors?: Record<string, Contributor<object>>;
  readonly logger?: Logger;
}

/** Without a graph nothing is registered. */
const noneTrusted: Trusted = {
  fresh: () => undefined,
  find: async () => undefined,
  includes: async () => false,
};

const silent = pino({ level: 'silent' });

/** All limits in front of a schema without a database, on a free port. */
export async function startServer({
  env = {},
  contributors = {},
  logger = silent,
}: ServerOptions = {}): Promise<LimitedServer> {
  const settings = readSettings(env);
  const witness: Witness = { resolved: 0, passedOn: 0, signals: [] };
  const schema = createSchema({ typeDefs, resolvers: resolversFor(witness, settings) });
  const documents = new DocumentCache();
  const named = new NamedDocuments(noneTrusted, new RememberedQueries(), settings);
  const operations = new PlannedQueries();
  const limits = new OperationLimits(settings);
  const quick = new QuickAnswers({
    path: '/graphql',
    schema,
    settings,
    named,
    documents,
    operations,
    limits,
    // These resolvers read nothing.
    createContext: ({ ending }) =>
      ({ ending, reports: [], notices: new Map() }) as Partial<RequestContext> as RequestContext,
    logger,
  });
  const yoga = createYoga({
    schema,
    maxRequestBodySize: false,
    parserAndValidationCache: boundedCache(documents),
    logging: false,
    maskedErrors: maskedErrors(silent),
    // In the order of src/server.ts.
    plugins: [
      useJsonOnly(),
      named.plugin,
      useRequestDeadline(settings),
      useParseLimit(settings),
      useValidationLimit(),
      useIntrospectionSwitch(settings),
      useOperationLimits(limits),
      useResponseExtensions(settings, contributors),
      usePlannedQueries(operations),
      quick.plugin,
      useErrorMask(silent),
    ],
  });
  const handler = quick.inFrontOf((request, response) => {
    witness.passedOn += 1;
    void yoga(request, response);
  });
  const server = createServer(limitBody(handler, settings.STEPPE_MAX_BODY_BYTES));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}/graphql`;
  return Object.assign(witness, {
    server,
    url,
    ask: async (
      query: string,
      variables: object = {},
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const answer: object = JSON.parse(await response.text());
      return { status: response.status, ...answer };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
