import { getOperationAST } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Caller } from '../auth/caller.ts';
import type { Settings } from '../settings.ts';
import { type AnswerTag, type AnswerTags, namesTag } from './answer-tags.ts';
import { BOOKMARK_HEADER, bookmarksIn } from './bookmark.ts';
import { fixedPast } from './fixed-past.ts';
import { INCLUDE_HEADER } from './response-extensions.ts';
import { askedPart } from './table-parts.ts';
import { isTableAsked } from './table-request.ts';

/** How long an answer that no change can make another is kept unasked: a graph may still be replaced by a backup of it. */
const FIXED_SECONDS = 24 * 60 * 60;

/** Request headers that an answer depends on. */
const VARY = ['Accept', 'Authorization', BOOKMARK_HEADER, INCLUDE_HEADER];

const tags = new WeakMap<Request, AnswerTag>();
const unmodified = new WeakSet<Request>();

/** Whether whoever asks has the answer already: then nothing is executed. */
export const isNotModified = (request: Request): boolean => unmodified.has(request);

/** What a request reads after: what it brings, and whatever its answer’s tag tells of. */
export const readAfter = (request: Request): readonly string[] =>
  tags.get(request)?.bookmarks ?? bookmarksIn(request);

/** Sets a header in place of the one that is there: set alone, one that was given in other letters would be sent too. */
function put(headers: Headers, name: string, value: string): void {
  headers.delete(name);
  headers.set(name, value);
}

/** Adds names to `Vary`, each once. */
function vary(headers: Headers, names: readonly string[]): void {
  const known = (headers.get('Vary') ?? '').split(',').flatMap((name) => name.trim() || []);
  const isNew = (name: string) => !known.some((one) => one.toLowerCase() === name.toLowerCase());
  put(headers, 'Vary', [...known, ...names.filter(isNew)].join(', '));
}

/**
 * Gives the answers of queries over GET a tag by which caches and clients ask whether they are still good, and tells whoever
 * has it that it is (304), after one statement that reads the last change. It stands behind whatever refuses an operation and
 * waits for bookmarks, and before whatever reads. Errors, and answers with anything beside the data, are not to be kept.
 */
export function useConditionalGet(
  answerTags: AnswerTags,
  { STEPPE_READ: reading, STEPPE_CORS_ORIGINS: origins }: Settings,
  path: string,
): Plugin<{ caller?: Caller | null }> {
  const closed = new WeakSet<Request>();
  const cacheControl = (request: Request, { isFixed }: AnswerTag): string =>
    `${closed.has(request) ? 'private' : 'public'}, ${isFixed ? `max-age=${FIXED_SECONDS}, immutable` : 'no-cache'}`;
  return {
    async onExecute({ args, context, setResultAndStopExecution }) {
      const { request, params } = context;
      const { search, searchParams } = new URL(request.url);
      // A table is many executions; its manifest tells when it was told, and its parts have tags of their own.
      if (tags.has(request) || searchParams.has('manifest')) return;
      if (isTableAsked(request) && askedPart(request)) return;
      if (request.method !== 'GET' || request.headers.has(INCLUDE_HEADER)) return;
      if (getOperationAST(args.document, args.operationName)?.operation !== 'query') return;
      const caller = context.caller ?? null;
      if (caller || reading !== 'open') closed.add(request);
      try {
        const tag = await answerTags.of({
          search,
          text: params.query ?? '',
          accept: request.headers.get('accept'),
          caller,
          past: fixedPast(args),
          bookmarks: bookmarksIn(request),
        });
        tags.set(request, tag);
        if (!namesTag(request.headers.get('if-none-match') ?? '', tag.tag)) return;
        unmodified.add(request);
        setResultAndStopExecution({});
      } catch {
        // A database that does not answer is met, and told, by the statements that follow.
      }
    },
    onExecutionResult({ request, result, setResult }) {
      if (unmodified.has(request)) setResult({});
      else if (!result || isAsyncIterable(result) || 'errors' in result || 'extensions' in result)
        tags.delete(request);
    },
    onResultProcess({ request, setResultProcessor }) {
      if (unmodified.has(request))
        setResultProcessor((_, { Response }) => new Response(null, { status: 304 }), 'application/json');
    },
    onResponse({ request, response }) {
      if (request.method !== 'GET' || new URL(request.url).pathname !== path) return;
      const { headers } = response;
      vary(headers, origins.length > 0 ? [...VARY, 'Origin'] : VARY);
      const tag = tags.get(request);
      if (tag) {
        put(headers, 'ETag', tag.tag);
        put(headers, 'Cache-Control', cacheControl(request, tag));
      } else if (!headers.has('Cache-Control')) put(headers, 'Cache-Control', 'no-store');
    },
  };
}
