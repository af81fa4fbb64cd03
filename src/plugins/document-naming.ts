import { GraphQLError } from 'graphql';
import { isDocumentId, keptId } from '../documents/document-id.ts';

/** Parameters that name a document: that of GraphQL over HTTP, and those of Relay’s networks. */
export const NAMING_PARAMETERS = ['documentId', 'id', 'doc_id'] as const;

/** Whether an address asks for an operation, and not for a page. */
export const isOperation = (parameters: URLSearchParams): boolean =>
  ['query', 'extensions', ...NAMING_PARAMETERS].some((name) => parameters.has(name));

/** How a request names the document that it means. */
export interface Naming {
  /** Null where it names none. */
  readonly id: string | null;
  /** Whether by the protocol of automatic persisted queries, which may send the text beside it. */
  readonly isAutomatic: boolean;
}

const NONE: Naming = { id: null, isAutomatic: false };

const refusal = (parameter: string, message: string, code = 'BAD_REQUEST'): GraphQLError =>
  new GraphQLError(`${parameter}: ${message}`, { extensions: { code, parameter, http: { status: 400 } } });

function idIn(parameter: string, value: unknown): string {
  if (typeof value === 'string' && isDocumentId(value)) return keptId(value);
  throw refusal(
    parameter,
    'give the id of a document: `sha256:` and 64 small hexadecimal digits, or up to 256 letters, digits and -._~',
  );
}

function automatic(extensions: unknown): string | null {
  if (typeof extensions !== 'object' || extensions === null) return null;
  const { persistedQuery } = extensions as { persistedQuery?: unknown };
  if (persistedQuery == null) return null;
  const { version, sha256Hash } = persistedQuery as { version?: unknown; sha256Hash?: unknown };
  const parameter = 'extensions.persistedQuery';
  if (version !== 1)
    throw refusal(`${parameter}.version`, 'this server knows version 1 of the protocol, a number');
  return idIn(`${parameter}.sha256Hash`, sha256Hash);
}

/**
 * How the parameters of a request name its document.
 * @throws GraphQLError when they name it in no way that there is, or two of them.
 */
export function naming(params: Readonly<Record<string, unknown>>): Naming {
  const given = NAMING_PARAMETERS.filter((name) => params[name] != null);
  if (given.length === 0 && params.extensions == null) return NONE;
  const ids = given.map((name) => idIn(name, params[name]));
  const hash = automatic(params.extensions);
  const [id = hash] = ids;
  if (id === null) return NONE;
  const [parameter = 'extensions.persistedQuery'] = given;
  if ([...ids, hash ?? id].some((one) => one !== id))
    throw refusal(parameter, 'this request names two documents: name one.');
  if (given.length > 0 && params.query != null)
    throw refusal(
      parameter,
      'send either the id of a document or its text in `query`.',
      'CANNOT_SEND_PQ_ID_AND_BODY',
    );
  return { id, isAutomatic: given.length === 0 };
}
