import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { type Caller, hasRole } from '../auth/caller.ts';
import { sha256Of } from '../documents/document-id.ts';
import type { TrustedDocuments } from '../documents/trusted-documents.ts';
import type { Settings } from '../settings.ts';
import { type Naming, naming } from './document-naming.ts';
import type { RememberedQueries } from './remembered-queries.ts';

/** What is registered. */
export type Trusted = Pick<TrustedDocuments, 'fresh' | 'find' | 'includes'>;

/** Beside what names a document, a request that is answered quickly has these alone. */
const PLAIN: ReadonlySet<string> = new Set(['query', 'documentId', 'id', 'doc_id', 'extensions']);

/** Whether extensions of a request ask for nothing but a document by its hash. */
const isHashOnly = (extensions: unknown): boolean =>
  typeof extensions === 'object' &&
  !Array.isArray(extensions) &&
  Object.keys(extensions ?? {}).every((key) => key === 'persistedQuery');

const HOW =
  'Whoever runs it registers a client’s documents with `steppe persist`; the token of an editor may send others.';

const refusal = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

/** The message and code are those of the protocol, by which clients know that they are to send the text. */
const notRemembered = (): GraphQLError =>
  new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', http: { spec: true, status: 404 } },
  });

const notListed = (id: string): GraphQLError =>
  refusal(404, 'PERSISTED_QUERY_NOT_IN_LIST', `No document is registered on this server as “${id}”. ${HOW}`);

const notTrusted = (): GraphQLError =>
  refusal(
    403,
    'QUERY_NOT_IN_SAFELIST',
    `This server answers registered documents only, and this one is not: send the \`documentId\` of one that is. ${HOW}`,
  );

const mismatch = (): GraphQLError =>
  refusal(
    400,
    'PERSISTED_QUERY_MISMATCH',
    'PersistedQueryMismatch: `extensions.persistedQuery.sha256Hash` is not the SHA-256, in small hexadecimal digits, of the `query` sent with it.',
  );

/** What a request asks to have executed. */
interface Found {
  readonly text: string | undefined;
  readonly isTrusted: boolean;
  /** Its hash, where the client would have it remembered. */
  readonly remember?: string;
}

/**
 * Documents that requests name instead of sending them: those that were registered, by `documentId` (GraphQL over HTTP,
 * appendix A), by Relay’s `id` and `doc_id`, or by the hash of Apollo’s protocol, by which a server also remembers what
 * it was sent. Where STEPPE_DOCUMENTS is `trusted`, nothing but registered documents is executed, unless an editor asks.
 */
export class NamedDocuments {
  readonly #trusted: Trusted;
  readonly #remembered: RememberedQueries;
  readonly #isClosed: boolean;

  constructor(trusted: Trusted, remembered: RememberedQueries, settings: Settings) {
    this.#trusted = trusted;
    this.#remembered = remembered;
    this.#isClosed = settings.STEPPE_DOCUMENTS === 'trusted';
  }

  /** The text that a request asks for, where that needs no waiting and is the same whoever asks; else undefined. */
  textNow(params: Readonly<Record<string, unknown>>): string | undefined {
    const { query, extensions } = params;
    if (Object.keys(params).some((key) => !PLAIN.has(key))) return undefined;
    if (extensions != null && !isHashOnly(extensions)) return undefined;
    let named: Naming;
    try {
      named = naming(params);
    } catch {
      return undefined;
    }
    if (named.id !== null)
      return query == null ? (this.#trusted.fresh(named.id) ?? this.#rememberedNow(named.id)) : undefined;
    if (typeof query !== 'string' || !this.#isClosed) return query as string | undefined;
    return this.#trusted.fresh(sha256Of(query)) === query ? query : undefined;
  }

  #rememberedNow(id: string): string | undefined {
    return this.#isClosed ? undefined : this.#remembered.get(id);
  }

  async #find({ id, isAutomatic }: Naming, query: string | null): Promise<Found> {
    if (id === null || query !== null) {
      const text = query ?? '';
      const hash = sha256Of(text);
      if (isAutomatic && id !== hash) throw mismatch();
      const isTrusted = this.#isClosed && (await this.#trusted.includes(text));
      return { text, isTrusted, ...(isAutomatic && { remember: hash }) };
    }
    // What is remembered needs no statement; what is registered is known to be so only by asking.
    const remembered = this.#remembered.get(id);
    if (remembered !== undefined && !this.#isClosed) return { text: remembered, isTrusted: false };
    const text = await this.#trusted.find(id);
    return text === undefined ? { text: remembered, isTrusted: false } : { text, isTrusted: true };
  }

  /** Why a caller is not answered; null where they are. */
  #refusal(
    { text, isTrusted }: Found,
    { id, isAutomatic }: Naming,
    caller: Caller | null,
  ): GraphQLError | null {
    const mayAskAll = !this.#isClosed || hasRole(caller, 'editor');
    if (text === undefined) return isAutomatic && mayAskAll ? notRemembered() : notListed(id ?? '');
    return isTrusted || mayAskAll ? null : notTrusted();
  }

  /** It stands before the authentication, and so learns who asks before what it found is executed. */
  get plugin(): Plugin<{ caller?: Caller | null }> {
    const toRemember = new WeakMap<Request, { hash: string; text: string }>();
    const remember = ({ request }: { readonly request: Request }): void => {
      const query = toRemember.get(request);
      if (query) this.#remembered.set(query.hash, query.text);
    };
    return {
      onParams: ({ params, request, context, setParams, paramsHandler, setParamsHandler }) => {
        const named = naming(params as Record<string, unknown>);
        const query: unknown = params.query ?? null;
        if (named.id === null && !this.#isClosed) return undefined;
        // What is neither named nor a text is refused as ever.
        if (query === null ? named.id === null : typeof query !== 'string') return undefined;
        return this.#find(named, query as string | null).then((found) => {
          const { operationName, variables, extensions } = params;
          const { text, remember: hash } = found;
          setParams({ query: text ?? '', operationName, variables, extensions } as GraphQLParams);
          if (hash !== undefined && text !== undefined) toRemember.set(request, { hash, text });
          setParamsHandler((payload) => {
            const { caller = null } = context as { caller?: Caller | null };
            const refused = this.#refusal(found, named, caller);
            return refused ? { errors: [refused] } : paramsHandler(payload);
          });
        });
      },
      // Only what is valid is worth the memory.
      onExecute: ({ context }) => remember(context),
      onSubscribe: ({ args }) => remember(args.contextValue as { request: Request }),
    };
  }
}
