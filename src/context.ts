import type { Record as Row } from 'neo4j-driver';
import type { Graph, StatementReport } from './graph/graph.ts';
import type { Statement } from './graph/statements.ts';
import { claimCountLoader, claimLoader, claimPageLoader } from './loaders/claims.ts';
import { entityLoader, withinLoader } from './loaders/entities.ts';
import { lookupLoader } from './loaders/entity-lists.ts';
import { factCountLoader, factLoader, factPageLoader } from './loaders/facts.ts';
import type { Reader } from './loaders/read.ts';
import { searchCountLoader, searchLoader } from './loaders/search.ts';
import { sourceLoader } from './loaders/sources.ts';
import { totalLoader } from './loaders/totals.ts';
import type { PageLimits } from './model/page.ts';

/** What resolvers share during one request. */
export interface RequestContext {
  readonly reader: Reader;
  readonly pageLimits: PageLimits;
  readonly loaders: ReturnType<typeof createLoaders>;
  /** The statements sent so far. */
  readonly reports: StatementReport[];
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
    lookups: lookupLoader(reader),
    searches: searchLoader(reader),
    searchCounts: searchCountLoader(reader),
  };
}

export interface ContextOptions {
  readonly graph: Graph;
  readonly pageLimits: PageLimits;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly isProfiling?: boolean;
}

/**
 * Parameters as one map, but for LIMIT's. A plan's key holds the type of every parameter, of texts and lists even their
 * length's magnitude; a map is a map, so that each statement is planned once.
 */
function packed({ limit, ...ask }: Record<string, unknown>): Record<string, unknown> {
  return limit === undefined ? { ask } : { ask, limit };
}

/** A context of its own for each request: loaders remember only what that request read. */
export function createContext(options: ContextOptions): RequestContext {
  const { graph, signal, isProfiling = false } = options;
  const reports: StatementReport[] = [];
  const deadline = performance.now() + options.timeoutMs;
  const reader: Reader = {
    statements: graph.statements,
    read: (statement: Statement, params: Record<string, unknown>): Promise<Row[]> =>
      graph.read(statement, packed(params), {
        signal,
        isProfiling,
        // What is left of the request's time: the database ends the statement by itself.
        timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
        onStatement: (report) => reports.push(report),
      }),
  };
  return { reader, pageLimits: options.pageLimits, loaders: createLoaders(reader), reports };
}
