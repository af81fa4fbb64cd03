import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type GraphQLSchema, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { Ending } from '../ending.ts';
import type { QueryPlan } from '../execution/query-plan.ts';
import type { Settings } from '../settings.ts';
import { withBody } from './body-limit.ts';
import { BOOKMARK_HEADER } from './bookmark.ts';
import type { DocumentCache } from './document-cache.ts';
import type { NamedDocuments } from './named-documents.ts';
import { withNotices } from './notices.ts';
import type { OperationLimits } from './operation-limits.ts';
import type { PlannedQueries } from './planned-queries.ts';
import type { ContextFactory } from './request-context.ts';
import { cameAt, clientGone, timeUp } from './request-deadline.ts';
import { REQUEST_ID_HEADER, requestIdFrom } from './request-id.ts';
import { logRequest } from './request-log.ts';
import { INCLUDE_HEADER } from './response-extensions.ts';

/** Headers that an answer may depend on in other ways than an operation’s data. */
const OTHERWISE = [
  'authorization',
  'content-encoding',
  'expect',
  'transfer-encoding',
  BOOKMARK_HEADER.toLowerCase(),
  INCLUDE_HEADER.toLowerCase(),
];
const JSON_TYPE = /^application\/json *(?:; *charset="?utf-?8"?)?$/i;
const ANSWER_TYPE = /^application\/(?:graphql-response\+)?json(?:;|$)/;
const MOST_ACCEPTS = 100;

/** The content types that answers had by what their requests accept: what Yoga makes of an `Accept` is asked once. */
class AnswerTypes {
  readonly #types = new Map<string, string>();

  get(accept: string | undefined): string | undefined {
    return this.#types.get(accept ?? '');
  }

  /** Learns from what Yoga answers. */
  readonly plugin: Plugin = {
    onResponse: ({ request, response }) => {
      const type = response.headers.get('content-type');
      // What its address asks for is not learned of its `Accept`.
      if (request.method !== 'POST' || request.url.includes('?') || response.status !== 200) return;
      if (!type || !ANSWER_TYPE.test(type)) return;
      if (this.#types.size < MOST_ACCEPTS) this.#types.set(request.headers.get('accept') ?? '', type);
    },
  };
}

/** A question that can be answered here. */
interface Asked {
  readonly plan: QueryPlan<string>;
  /** Of the operation; null where it has none. */
  readonly name: string | null;
  readonly variables: Record<string, unknown>;
  readonly cost: number;
}

/** Whoever waits for an answer, and how. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** When it came, by `performance.now()`. */
  readonly arrival: number;
  /** The content type of its answer. */
  readonly type: string;
}

export interface QuickAnswersOptions {
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly settings: Settings;
  readonly named: NamedDocuments;
  readonly documents: DocumentCache;
  readonly operations: PlannedQueries;
  readonly limits: OperationLimits;
  readonly createContext: ContextFactory;
  readonly logger: Logger;
}

/**
 * Answers queries that have a plan, asked plainly and answered without an error, in front of Yoga: its plugins, headers and
 * streams take longer than most of what is asked again and again. All else is passed on as if nobody had looked at it, and so
 * is what does not succeed: Yoga answers it then, in what is left of its time.
 */
export class QuickAnswers {
  readonly #types = new AnswerTypes();
  readonly #options: QuickAnswersOptions;
  readonly #otherwise: readonly string[];

  constructor(options: QuickAnswersOptions) {
    this.#options = options;
    this.#otherwise = options.settings.STEPPE_CORS_ORIGINS.length > 0 ? [...OTHERWISE, 'origin'] : OTHERWISE;
  }

  get plugin(): Plugin {
    return this.#types.plugin;
  }

  inFrontOf(handler: RequestListener): RequestListener {
    // Who asks is looked up by Yoga’s plugin.
    if (this.#options.settings.STEPPE_READ !== 'open') return handler;
    return (request, response) => {
      const type = this.#answerType(request);
      if (type === undefined) return handler(request, response);
      const arrival = performance.now();
      const chunks: Buffer[] = [];
      // A client that goes away in the middle needs no answer.
      request.on('error', () => {});
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
        const passOn = (): void => {
          const whole = withBody(request, body);
          cameAt(whole, arrival);
          handler(whole, response);
        };
        const asked = this.#read(body);
        if (asked) this.#answer(asked, { request, response, arrival, type }, passOn);
        else passOn();
      });
    };
  }

  /** The content type of a plain question’s answer; undefined of any other. */
  #answerType({ method, url, headers }: IncomingMessage): string | undefined {
    const isPlain =
      method === 'POST' &&
      url === this.#options.path &&
      JSON_TYPE.test(headers['content-type'] ?? '') &&
      this.#otherwise.every((name) => headers[name] === undefined);
    return isPlain ? this.#types.get(headers.accept) : undefined;
  }

  /** What a body asks, if it is known; undefined also of what is no question. */
  #read(body: Buffer): Asked | undefined {
    if (!isUtf8(body)) return undefined;
    let params: unknown;
    try {
      params = JSON.parse(body.toString());
    } catch {
      return undefined;
    }
    if (typeof params !== 'object' || params === null) return undefined;
    const { variables: given, operationName: named, ...naming } = params as Record<string, unknown>;
    if (typeof (named ?? '') !== 'string') return undefined;
    if (typeof (given ?? {}) !== 'object' || Array.isArray(given)) return undefined;
    const { schema, named: namedDocuments, documents, operations, limits } = this.#options;
    const text = namedDocuments.textNow(naming);
    const document = text === undefined ? undefined : documents.get(text);
    const operationName = (named ?? null) as string | null;
    const planned = document && operations.find(document, operationName);
    if (!planned) return undefined;
    const variables = (given ?? {}) as Record<string, unknown>;
    const measure = limits.measure({ schema, document, operationName, variables });
    if (limits.refusals(measure).length > 0) return undefined;
    const name = getOperationAST(document, operationName)?.name?.value ?? null;
    return { plan: planned.json, name, variables, cost: measure.cost };
  }

  #answer(
    { plan, name, variables, cost }: Asked,
    { request, response, arrival, type }: Exchange,
    passOn: () => void,
  ): void {
    const { path, createContext, logger } = this.#options;
    const maximum = this.#options.settings.STEPPE_REQUEST_TIMEOUT_MS;
    const ending = new Ending();
    const context = createContext({ ending });
    const id = requestIdFrom(request.headers[REQUEST_ID_HEADER]);
    const log = (status: number, errors?: readonly string[]): void => {
      const milliseconds = Math.round(performance.now() - arrival);
      const statements = context.reports.length;
      logRequest(logger, {
        id,
        method: 'POST',
        path,
        status,
        milliseconds,
        operation: name,
        cost,
        statements,
        errors,
      });
    };
    const onClose = (): void => {
      clearTimeout(timer);
      ending.end(clientGone());
      log(499, ['CLIENT_GONE']);
    };
    const leaveToYoga = (): void => {
      clearTimeout(timer);
      response.off('close', onClose);
      passOn();
    };
    const timer = setTimeout(() => {
      ending.end(timeUp(maximum));
      leaveToYoga();
    }, maximum);
    response.once('close', onClose);
    const settle = (data: string): void => {
      if (ending.isOver) return;
      clearTimeout(timer);
      response.off('close', onClose);
      const { extensions } = withNotices({}, context);
      const body = `{"data":${data}${extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''}}`;
      response.writeHead(200, {
        'Content-Type': type,
        'content-length': Buffer.byteLength(body),
        [REQUEST_ID_HEADER]: id,
      });
      response.end(body);
      log(200);
    };
    const giveUp = (): void => {
      if (!ending.isOver) leaveToYoga();
    };
    const result = plan.run(undefined, context, variables);
    if (result instanceof Promise) result.then(settle, giveUp);
    else settle(result);
  }
}
