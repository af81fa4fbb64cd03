import type { ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Caller } from '../auth/caller.ts';
import type { ContextOptions } from '../context.ts';
import { Ending } from '../ending.ts';
import { addressOf, type Manifest, manifestOf, type Question } from '../export/manifest.ts';
import { SourceList, withSources } from '../export/sources.ts';
import { type AskedTable, pageVariables, TablePlans } from '../export/table-plan.ts';
import type { Graph } from '../graph/graph.ts';
import type { Settings } from '../settings.ts';
import { bookmarksIn } from './bookmark.ts';
import { isNotModified } from './conditional-get.ts';
import { maskError } from './mask-errors.ts';
import { openTable } from './open-table.ts';
import { measureOperation } from './operation-measure.ts';
import type { Deadline } from './request-deadline.ts';
import { requestId } from './request-id.ts';
import { mostRows, type PageAsk, PageFailed, RequestedTable } from './table-pages.ts';
import { askedPart, TableParts } from './table-parts.ts';
import { isTableAsked, type TableAsked, tableAsked } from './table-request.ts';
import { manifestResponse, refusalResponse, type TableBody, tableResponse } from './table-response.ts';

type PageLimits = ContextOptions['pageLimits'];

/** Most items of a page: more gain little, keep other requests waiting for longer, and take memory. */
const MOST_ITEMS = 2_000;
/** So much of what an operation may cost is for one page of a table, of which two are in memory. */
const PART_OF_COST = 0.2;

/** The pages that contexts are for. */
const pages = new WeakMap<object, PageAsk>();

/** What is other of a context that is for a page of a table: how large pages may be, and that the next one follows. */
export function tablePageOptions(context: Partial<Deadline>, limits: PageLimits): Partial<ContextOptions> {
  const page = pages.get(context);
  if (!page) return {};
  const { size, pagesAhead } = page.table;
  return {
    pageLimits: { ...limits, maxSize: Math.max(size, limits.maxSize) },
    pagesAhead,
    ending: Ending.ofAny([page.ending, ...(context.ending ? [context.ending] : [])]),
  };
}

type Arguments = Parameters<NonNullable<Plugin['onExecute']>>[0]['args'];

/** So many items a page that it costs a fixed part of what an operation may. */
function pageSize(plan: AskedTable, { schema, operationName }: Arguments, settings: Settings): number {
  const costOf = (items: number): number =>
    measureOperation({
      schema,
      document: plan.documents.now,
      operationName,
      variables: pageVariables(plan, items, null, null),
      defaultPage: settings.STEPPE_DEFAULT_PAGE,
      maxPage: settings.STEPPE_MAX_PAGE,
    }).cost;
  const fixed = costOf(0);
  const each = Math.max(1, costOf(1) - fixed);
  const affordable = Math.floor(((settings.STEPPE_MAX_COST - fixed) * PART_OF_COST) / each);
  return Math.min(MOST_ITEMS, Math.max(1, affordable));
}

const refused = (error: unknown): { errors: GraphQLError[] } => ({ errors: [error as GraphQLError] });

/** A table on its way to whoever asked. */
interface Asking {
  readonly table: RequestedTable;
  readonly wanted: TableAsked;
  readonly request: Request;
  readonly question: Question;
  /** Known once a page was read; null for whoever shows no token. */
  readonly callerId: () => string | null;
}

/**
 * Answers with rows where a request asks for a table. Each page of its outermost list is executed like an operation of its own,
 * by all plugins, so that limits, tokens and the deadline hold for each; the pages are one answer. It stands behind the
 * deadline, which is for a page, and before the operation's limits, which measure the page.
 */
export function useTables(graph: Graph, settings: Settings, logger: Logger): Plugin<{ caller?: Caller }> {
  const plans = new TablePlans(settings.STEPPE_MAX_PAGE);
  const asked = new WeakMap<Request, TableAsked>();
  const bodies = new WeakMap<Request, TableBody>();
  const manifests = new WeakMap<Request, Manifest>();
  const parts = new TableParts();

  const changeNumber = async (request: Request): Promise<number> => {
    const [row] = await graph.read(
      graph.statements.get('change-at'),
      { ask: { at: null } },
      {
        signal: request.signal,
        timeoutMs: settings.STEPPE_REQUEST_TIMEOUT_MS,
        bookmarks: bookmarksIn(request),
      },
    );
    return Number(row?.get('last') ?? 0);
  };

  /** How a table is asked for; to tell of it, with its sources. */
  function planOf(table: RequestedTable, args: Arguments): AskedTable | null {
    const plan = plans.of({ ...args, variables: args.variableValues });
    if (!plan || !table.isManifest) return plan;
    const [now, asOf] = [plan.documents.now, plan.documents.asOf].map((one) => withSources(one, args.schema));
    if (!now || !asOf) return plan;
    table.sources = new SourceList();
    return { ...plan, documents: { now, asOf } };
  }

  /** What is told of whatever went wrong. */
  const errorsOf = (cause: unknown, request: Request): readonly GraphQLError[] => {
    const errors = cause instanceof PageFailed ? cause.errors : [cause];
    return errors.map((error) => maskError(logger, error, requestId(request)) as GraphQLError);
  };

  /** A table as it is sent, once its first page is there. */
  async function bodyOf({ table, wanted, request, question, callerId }: Asking): Promise<TableBody> {
    const started = performance.now();
    const open = await openTable(table, wanted.format);
    const { name, contentType } = wanted.format;
    const part = askedPart(request);
    const key = JSON.stringify([callerId(), name, wanted.change, question]);
    const bytes = part ? await parts.read(key, part, open.bytes, table.change) : open.bytes;
    const change = 'tag' in bytes ? bytes.change : table.change;
    let code: unknown = null;
    return {
      contentType,
      fileName: `${open.list}.${name}`,
      change,
      link: addressOf(name, change, question, { manifest: '1' }),
      bytes,
      part,
      fail: (cause) => {
        const [error] = errorsOf(cause, request);
        code = error?.extensions.code ?? 'INTERNAL_SERVER_ERROR';
        return open.fail(error?.message ?? 'not answered');
      },
      // As long as a client may take to send its request.
      patienceMs: 2 * settings.STEPPE_REQUEST_TIMEOUT_MS,
      onStall: () => {
        code ??= 'SLOW_READER';
      },
      onEnd: () => {
        open.close();
        logger.info(
          {
            id: requestId(request),
            format: name,
            rows: open.count.rows,
            milliseconds: Math.round(performance.now() - started),
            end: open.count.isWhole ? 'whole' : (code ?? 'CLIENT_GONE'),
          },
          'table',
        );
      },
    };
  }

  async function tellOf({ table, wanted, question }: Asking): Promise<Manifest> {
    const open = await openTable(table, wanted.format);
    const { bytes, columns, count } = open;
    const { change, sources } = table;
    return manifestOf(bytes, { table: wanted.format.name, change, question, columns, count, sources });
  }

  return {
    onRequestParse({ request, url }) {
      const table = tableAsked(request, url.searchParams);
      if (table) asked.set(request, table);
    },
    onParams({ request, context, paramsHandler, setParamsHandler }) {
      const wanted = asked.get(request);
      if (!wanted) return;
      setParamsHandler(async (payload) => {
        const caller = () => (context as { caller?: Caller }).caller;
        const table = new RequestedTable({
          asked: wanted,
          changeNumber: () => changeNumber(request),
          mostRows: () => mostRows(caller(), settings),
          ask: async (page) => {
            // What a page puts into its context is its own.
            const own = Object.create(context) as typeof payload.context;
            pages.set(own, page);
            return (await paramsHandler({ ...payload, context: own })) as ExecutionResult;
          },
        });
        try {
          const { query = '', variables, operationName } = payload.params;
          const question = { query, variables, operationName };
          const asking = { table, wanted, request, question, callerId: () => caller()?.id ?? null };
          if (wanted.isManifest) manifests.set(request, await tellOf(asking));
          else bodies.set(request, await bodyOf(asking));
          return {};
        } catch (cause) {
          table.ending.end(new Error('the table has ended'));
          if (isNotModified(request)) return {};
          return { errors: [...errorsOf(cause, request)] };
        }
      });
    },
    onExecute({ args, context, setResultAndStopExecution }) {
      const page = pages.get(context);
      if (!page) return;
      const { table, items, after, isThen } = page;
      try {
        table.plan ??= planOf(table, args);
      } catch (error) {
        setResultAndStopExecution(refused(error));
        return;
      }
      const { plan } = table;
      if (!plan) return;
      table.size ||= pageSize(plan, args, settings);
      const first = Math.min(table.size, (plan.first ?? Number.POSITIVE_INFINITY) - items);
      table.pagesAhead.isGoingOn = plan.first === null || items + first < plan.first;
      args.document = isThen ? plan.documents.asOf : plan.documents.now;
      args.variableValues = pageVariables(plan, first, after ?? plan.after, isThen ? table.change : null);
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const page = pages.get(args.contextValue as object);
      if (!page) return;
      try {
        planOf(page.table, args);
      } catch (error) {
        setResultAndStopExecution(refused(error));
      }
    },
    onResultProcess({ request, result, setResultProcessor, serverContext }) {
      const body = bodies.get(request);
      const { res } = serverContext as { res?: ServerResponse } & typeof serverContext;
      const manifest = manifests.get(request);
      if (manifest)
        setResultProcessor((_, fetchAPI) => manifestResponse(manifest, fetchAPI), 'application/json');
      else if (body)
        setResultProcessor((_, fetchAPI) => tableResponse(body, fetchAPI, res), body.contentType);
      else if (isTableAsked(request))
        setResultProcessor(
          (_, fetchAPI) => refusalResponse(result as ExecutionResult, fetchAPI),
          'application/graphql-response+json',
        );
    },
  };
}

/**
 * Learns which change a table is of before its first page is read. It stands behind what refuses an operation, and before
 * whatever reads.
 */
export function useTableChange(): Plugin {
  return {
    async onExecute({ context, setResultAndStopExecution }) {
      const page = pages.get(context);
      if (!page || !Number.isNaN(page.table.change)) return;
      try {
        page.table.change = await page.table.changeNumber();
      } catch (error) {
        setResultAndStopExecution(refused(error));
      }
    },
  };
}
