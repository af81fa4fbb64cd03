import { type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { RequestContext } from '../context.ts';
import { methodOf } from './head.ts';
import { measuredCost } from './operation-limits.ts';
import { REQUEST_ID_HEADER, requestId } from './request-id.ts';

/** What is logged of a request. */
export interface RequestLine {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Its name; null where it has none. */
  readonly operation?: string | null;
  readonly cost?: number | undefined;
  readonly statements?: number;
  /** The codes of errors. */
  readonly errors?: readonly unknown[] | undefined;
}

interface Operation {
  readonly name: string | null;
  /** Looked at when the answer is there: the plugins after this one fill it, and one past its deadline has no result. */
  readonly context: Partial<RequestContext>;
}

const MOST_OF_A_NAME = 100;

/** One line a request: what was asked, what it cost, how it ended and how long it took. Values of variables stay out. */
export function logRequest(logger: Logger, { operation, ...rest }: RequestLine): void {
  // A client names it, and may take a megabyte for that.
  const name = operation?.slice(0, MOST_OF_A_NAME) ?? null;
  const line = operation === undefined ? rest : { ...rest, operation: name };
  // Probes come every few seconds and assets by the dozen.
  if (line.path === '/graphql') logger.info(line, 'request');
  else logger.debug(line, 'request');
}

const nameOf = ({ document, operationName }: Pick<ExecutionArgs, 'document' | 'operationName'>) =>
  getOperationAST(document, operationName)?.name?.value ?? null;

/** Logs each request that Yoga answers. */
export function useRequestLog(logger: Logger): Plugin<Partial<RequestContext>> {
  const started = new WeakMap<Request, number>();
  const operations = new WeakMap<Request, Operation>();
  const codes = new WeakMap<Request, unknown[]>();
  return {
    onRequest({ request }) {
      started.set(request, performance.now());
    },
    onExecute({ args, context }) {
      operations.set(context.request, { name: nameOf(args), context });
    },
    onSubscribe({ args, context }) {
      operations.set(context.request, { name: nameOf(args), context });
    },
    onResultProcess({ request, result }) {
      if ('errors' in result && result.errors)
        codes.set(request, [...new Set(result.errors.map(({ extensions }) => extensions?.code))]);
    },
    onResponse({ request, response }) {
      const { pathname } = new URL(request.url);
      const operation = operations.get(request);
      response.headers.set(REQUEST_ID_HEADER, requestId(request));
      logRequest(logger, {
        id: requestId(request),
        method: methodOf(request),
        path: pathname,
        status: response.status,
        milliseconds: Math.round(performance.now() - (started.get(request) ?? performance.now())),
        ...(operation && {
          operation: operation.name,
          cost: measuredCost(operation.context)?.cost,
          statements: operation.context.reports?.length ?? 0,
        }),
        errors: codes.get(request),
      });
    },
  };
}
