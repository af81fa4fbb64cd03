import { GraphQLError } from 'graphql';
import neo4j, { type Record as Row } from 'neo4j-driver';
import type { Caller } from './auth/caller.ts';
import { recorderLoader } from './auth/recorders.ts';
import {
  DatabaseUnavailable,
  type Graph,
  type StatementReport,
  type WriteTransaction,
} from './graph/graph.ts';
import type { Statement } from './graph/statements.ts';
import { candidateLoader } from './loaders/candidates.ts';
import { changeIdsLoader } from './loaders/changes.ts';
import { claimCountLoader, claimLoader, claimPageLoader } from './loaders/claims.ts';
import { entityLoader, withinLoader } from './loaders/entities.ts';
import { lookupLoader } from './loaders/entity-lists.ts';
import { factCountLoader, factLoader, factPageLoader } from './loaders/facts.ts';
import { type Moment, NOW } from './loaders/moment.ts';
import type { Reader } from './loaders/read.ts';
import { movedFactLoader, redirectLoader } from './loaders/redirects.ts';
import { searchCountLoader, searchLoader } from './loaders/search.ts';
import { sourceLoader } from './loaders/sources.ts';
import { totalLoader } from './loaders/totals.ts';
import type { PageLimits } from './model/page.ts';

/** What questions about one time are read through. */
export interface View {
  readonly reader: Reader;
  readonly loaders: ReturnType<typeof createLoaders>;
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
}

function createLoaders(reader: Reader) {
  return {
    entities: entityLoader(reader),
    within: withinLoader(reader),
    facts: factLoader(reader),
    factPages: factPageLoader(reader),
    factCounts: factCountLoader(reader),
    totals: totalLoader(reader),
    claims: claimLoader(reader),
    claimPages: claimPageLoader(reader),
    claimCounts: claimCountLoader(reader),
    sources: sourceLoader(reader),
    redirects: redirectLoader(reader),
    movedFacts: movedFactLoader(reader),
    lookups: lookupLoader(reader),
    searches: searchLoader(reader),
    searchCounts: searchCountLoader(reader),
    candidates: candidateLoader(reader),
    changeIds: changeIdsLoader(reader),
    recorders: recorderLoader(reader),
  };
}

export interface ContextOptions {
  readonly graph: Graph;
  readonly pageLimits: PageLimits;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly isProfiling?: boolean;
  /** What the request comes after. */
  readonly bookmarks?: readonly string[];
}

/**
 * Parameters as one map, but for LIMIT's. A plan's key holds the type of every parameter, of texts and lists even their
 * length's magnitude; a map is a map, so that each statement is planned once.
 */
function packed({ limit, ...given }: Record<string, unknown>, { change }: Moment): Record<string, unknown> {
  const ask = change === null ? given : { ...given, knownIn: neo4j.int(change) };
  return limit === undefined ? { ask } : { ask, limit };
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

/** A context of its own for each request: loaders remember only what that request read. */
export function createContext(options: ContextOptions): RequestContext {
  const { graph, signal, isProfiling = false, bookmarks: given = [] } = options;
  const reports: StatementReport[] = [];
  const written: string[] = [];
  // What was written came after what was given, and what is read next comes after that.
  const bookmarks = (): string[] => [...(written.length > 0 ? written : given)];
  const deadline = performance.now() + options.timeoutMs;
  const readerAt = (moment: Moment): Reader => ({
    statements: graph.statements,
    moment,
    read: (statement: Statement, params: Record<string, unknown>): Promise<Row[]> =>
      graph.read(statement, packed(params, moment), {
        signal,
        isProfiling,
        // What is left of the request's time: the database ends the statement by itself.
        timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
        onStatement: (report) => reports.push(report),
        bookmarks: bookmarks(),
      }),
  });
  const at = (moment: Moment): View => {
    const reader = readerAt(moment);
    return { reader, loaders: createLoaders(reader) };
  };
  return {
    now: at(NOW),
    at,
    pageLimits: options.pageLimits,
    reports,
    written,
    async write(work) {
      const attempt = async (transaction: WriteTransaction) => {
        signal?.throwIfAborted();
        const result = await work(transaction);
        // Whoever was told that the request is ended must not find it done.
        signal?.throwIfAborted();
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
