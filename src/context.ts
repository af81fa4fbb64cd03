import { GraphQLError } from 'graphql';
import neo4j from 'neo4j-driver';
import type { Caller } from './auth/caller.ts';
import { recordersOf } from './auth/recorders.ts';
import type { Ending } from './ending.ts';
import { DatabaseUnavailable } from './graph/database-errors.ts';
import type { Graph, StatementReport, WriteTransaction } from './graph/graph.ts';
import type { Row } from './graph/row.ts';
import type { Statement } from './graph/statements.ts';
import type { ChangeFeed } from './live/change-feed.ts';
import { candidatesOf } from './loaders/candidates.ts';
import { changedClaims, changeIds } from './loaders/changes.ts';
import { claimCounts, claimPages, claimsById } from './loaders/claims.ts';
import { totalsOfCountries } from './loaders/country-totals.ts';
import { entitiesById, withinByEntity } from './loaders/entities.ts';
import { lookups } from './loaders/entity-lists.ts';
import { type Asker, Exchange } from './loaders/exchange.ts';
import { factCounts, factPages, factsById } from './loaders/facts.ts';
import { type Moment, NOW, packed } from './loaders/moment.ts';
import { neighbourhoods } from './loaders/neighbourhoods.ts';
import { PagesAhead } from './loaders/pages-ahead.ts';
import type { Batch, Reader } from './loaders/read.ts';
import { movedFacts, redirects } from './loaders/redirects.ts';
import { searchCounts, searches } from './loaders/search.ts';
import { ShapedLoader } from './loaders/shaped-loader.ts';
import { sourcesByFact, sourcesById } from './loaders/sources.ts';
import { totalsOf } from './loaders/totals.ts';
import type { PageLimits } from './model/page.ts';

/** What questions about one time are read through. */
export interface View {
  readonly reader: Reader;
  readonly loaders: Loaders;
}

/** What resolvers share during one request. */
export interface RequestContext {
  /** The graph as it is now. */
  readonly now: View;
  /** The graph as it was known after a change, and what held on a day. */
  at(moment: Moment): View;
  readonly pageLimits: PageLimits;
  /** Whose token came with the request; the authentication puts it here. */
  readonly caller?: Caller | null;
  /**
   * Runs work in one transaction, tried again on deadlocks while the request's time lasts.
   * @throws GraphQLError with the code CONFLICT when others were always first, the deadline's when the time is up. Nothing
   * is written then.
   */
  write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T>;
  /** The statements sent so far. */
  readonly reports: StatementReport[];
  /** The bookmarks of the last write, for whoever asks another server next; empty when nothing was written. */
  readonly written: string[];
  /** Where subscriptions hear of changes; the server puts it here. */
  readonly feed?: ChangeFeed;
  /** The change after which a subscription goes on, as its reader says in the `Last-Event-ID` header. */
  readonly lastEventId?: string | null;
  /** What is to be told beside the data, by the field that it is about. */
  readonly notices: Map<string, Notice>;
}

/** The code of a notice of an id that no entity had yet at the time that is asked about. */
export const UNKNOWN_THEN = 'UNKNOWN_THEN';

/** What a client should know of an answer that is right, and not all or not what was meant: it comes in `extensions.notices`. */
export interface Notice {
  /** The field that it is about. */
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

const batches = {
  entities: entitiesById,
  within: withinByEntity,
  facts: factsById,
  factPages,
  factCounts,
  totals: totalsOf,
  countryTotals: totalsOfCountries,
  neighbourhoods,
  claims: claimsById,
  claimPages,
  claimCounts,
  sources: sourcesById,
  sourcesByFact,
  redirects,
  movedFacts,
  lookups,
  searches,
  searchCounts,
  candidates: candidatesOf,
  changeIds,
  changedClaims,
  recorders: recordersOf,
};

type LoaderOf<B> =
  B extends Batch<infer Shape extends object, infer Value> ? ShapedLoader<Shape, Value> : never;
export type Loaders = { readonly [Name in keyof typeof batches]: LoaderOf<(typeof batches)[Name]> };

/** The loaders of a view, each made when it is first asked: most requests ask few. */
function createLoaders(reader: Reader, pagesAhead: PagesAhead | undefined): Loaders {
  const made = new Map<string, unknown>();
  return new Proxy({} as Loaders, {
    get(_, name: keyof typeof batches) {
      const known = made.get(name);
      if (known) return known;
      const over = name === 'factPages' && pagesAhead ? pagesAhead.over(reader) : reader;
      const loader = new ShapedLoader(over, batches[name] as Batch<object, unknown>);
      made.set(name, loader);
      return loader;
    },
  });
}

export interface ContextOptions {
  readonly graph: Graph;
  readonly pageLimits: PageLimits;
  readonly timeoutMs: number;
  readonly ending?: Ending | undefined;
  readonly isProfiling?: boolean;
  /** What the request comes after. */
  readonly bookmarks?: readonly string[];
  /** Where its questions meet those of other requests; its own without one. */
  readonly exchange?: Exchange;
  /** For one of the requests that go through all pages of a list. */
  readonly pagesAhead?: PagesAhead | undefined;
}

/** What the driver gave up on, for whoever asked. */
function givenUp(error: unknown): unknown {
  if (!(error instanceof neo4j.Neo4jError) || !error.retriable) return error;
  if (!error.code.startsWith('Neo.TransientError')) return new DatabaseUnavailable(error.message);
  return new GraphQLError(
    'Others were writing about the same all the time. Nothing of this was written: send it again.',
    { extensions: { code: 'CONFLICT', http: { status: 409 } } },
  );
}

/** For the requests that go through all pages of a list, one after the other. */
export const openPagesAhead = (): PagesAhead => new PagesAhead();

/** Where the questions of a server’s requests meet, over so many connections. */
export const openExchange = (graph: Graph, connections: number): Exchange => new Exchange(graph, connections);

/** A context of its own for each request: loaders remember only what that request read. */
export function createContext(options: ContextOptions): RequestContext {
  const { graph, ending, isProfiling = false, bookmarks: given = [] } = options;
  const reports: StatementReport[] = [];
  const written: string[] = [];
  // What was written came after what was given, and what is read next comes after that.
  const bookmarks = (): string[] => [...(written.length > 0 ? written : given)];
  const deadline = performance.now() + options.timeoutMs;
  // Who looks at what statements cost looks at none of another request’s.
  const exchange =
    (!isProfiling && options.exchange) || new Exchange(graph, Number.POSITIVE_INFINITY, isProfiling);
  const asker: Asker = {
    deadline,
    bookmarks,
    isGone: () => ending?.isOver === true,
    onStatement: (report) => {
      reports.push(report);
    },
  };
  ending?.onEnd(() => exchange.leave());
  const readerAt = (moment: Moment): Reader => ({
    statements: graph.statements,
    moment,
    read: (statement: Statement, params: Record<string, unknown>): Promise<Row[]> =>
      graph.read(statement, packed(params, moment), {
        signal: ending?.signal,
        isProfiling,
        // What is left of the request's time: the database ends the statement by itself.
        timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
        onStatement: asker.onStatement,
        bookmarks: bookmarks(),
      }),
    ask: (batch, name, shape, keys) => exchange.ask({ asker, batch, moment, name, shape, keys }),
  });
  const at = (moment: Moment): View => {
    const reader = readerAt(moment);
    return { reader, loaders: createLoaders(reader, options.pagesAhead) };
  };
  return {
    now: at(NOW),
    at,
    pageLimits: options.pageLimits,
    reports,
    written,
    notices: new Map(),
    async write(work) {
      const attempt = async (transaction: WriteTransaction) => {
        ending?.throwIfOver();
        const result = await work(transaction);
        // Whoever was told that the request is ended must not find it done.
        ending?.throwIfOver();
        return result;
      };
      const onCommit = (next: string[]) => void written.splice(0, written.length, ...next);
      try {
        return await graph.write(attempt, { bookmarks: bookmarks(), onCommit });
      } catch (error) {
        throw givenUp(error);
      }
    },
  };
}

/** After a write: what the request has read so far may be other now, and is read anew. */
export function forgetReads(context: RequestContext): void {
  Object.assign(context, { now: context.at(NOW) });
}
