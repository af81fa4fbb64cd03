import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { BookmarkNotReached, BookmarkRefused } from '../graph/bookmarks.ts';
import type { Graph } from '../graph/graph.ts';
import type { Settings } from '../settings.ts';

/** What a write answers with and what comes after it asks with: bookmarks of Neo4j, several with commas between them. */
export const BOOKMARK_HEADER = 'Steppe-Bookmark';

/** One of Neo4j's has 31 characters. Several are sent by whoever has written through several servers. */
const MAX_CHARACTERS = 2_048;
/** Whatever Neo4j puts in one: a format's name and base64. It takes others of no sense for none at all. */
const SHAPE = /^[A-Za-z]{1,8}:[\w+/=-]{8,}$/;

const refusal = (reason: string): GraphQLError =>
  new GraphQLError(
    `${BOOKMARK_HEADER}: ${reason}. Send what a mutation’s answer had in this header, or none.`,
    {
      extensions: { code: 'BAD_REQUEST', header: BOOKMARK_HEADER, http: { status: 400 } },
    },
  );

const notReached = (patienceMs: number): GraphQLError =>
  new GraphQLError(
    `${BOOKMARK_HEADER}: the database is not as far as this bookmark says, and did not come there in ${patienceMs} ms. Try again; a bookmark from before the graph was replaced (by a backup, for example) never holds again, and none is needed then.`,
    { extensions: { code: 'BOOKMARK_NOT_REACHED', header: BOOKMARK_HEADER, http: { status: 503 } } },
  );

/**
 * The bookmarks that a request brings.
 * @throws GraphQLError when they are none.
 */
export function bookmarksIn(request: Request): string[] {
  const header = request.headers.get(BOOKMARK_HEADER) ?? '';
  if (header.length > MAX_CHARACTERS)
    throw refusal(`it has ${header.length} characters, and at most ${MAX_CHARACTERS} are read`);
  const bookmarks = header.split(',').flatMap((bookmark) => bookmark.trim() || []);
  if (!bookmarks.every((bookmark) => SHAPE.test(bookmark))) throw refusal('it is no bookmark of Neo4j');
  return bookmarks;
}

/** An execution or a subscription that is about to begin. */
interface Operation {
  readonly context: Partial<RequestContext> & { readonly request: Request };
  readonly setResultAndStopExecution: (result: { errors: GraphQLError[] }) => void;
}

/**
 * Has a request that brings bookmarks wait until the database is as far, and gives what comes after a write to its caller:
 * so what was written through one server is read through another. It stands after whatever may refuse the operation.
 */
export function useBookmarks(graph: Graph, settings: Settings): Plugin<Partial<RequestContext>> {
  // The other half is for the answer.
  const patienceMs = Math.ceil(settings.STEPPE_REQUEST_TIMEOUT_MS / 2);
  const contexts = new WeakMap<Request, Partial<RequestContext>>();
  const reach = ({ context, setResultAndStopExecution }: Operation): Promise<void> | undefined => {
    contexts.set(context.request, context);
    const bookmarks = bookmarksIn(context.request);
    // Most bring none, and wait for nothing.
    if (bookmarks.length === 0) return undefined;
    return graph.reach(bookmarks, patienceMs).catch((error: unknown) => {
      if (error instanceof BookmarkRefused) setResultAndStopExecution({ errors: [refusal(error.message)] });
      if (error instanceof BookmarkNotReached)
        setResultAndStopExecution({ errors: [notReached(patienceMs)] });
      // A database that does not answer is met, and told, by the statements that follow.
    });
  };
  return {
    onRequestParse({ request }) {
      bookmarksIn(request);
    },
    onExecute: reach,
    onSubscribe: reach,
    onResponse({ request, response }) {
      const written = contexts.get(request)?.written ?? [];
      if (written.length > 0) response.headers.set(BOOKMARK_HEADER, written.join(','));
    },
  };
}
