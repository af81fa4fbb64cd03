import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { NAMING_PARAMETERS } from './document-naming.ts';

const refusal = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

const unreadable = (what: string, cause: unknown): GraphQLError =>
  refusal(
    400,
    'BAD_REQUEST',
    `${what} is not JSON in UTF-8: ${cause instanceof Error ? cause.message : cause}`,
  );

/** A content type's name and the character set it gives, in small letters. */
function contentTypeOf(request: Request): { name: string; charset: string | undefined } {
  const [name = '', ...parameters] = (request.headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  return { name, charset: charset?.replaceAll('"', '') };
}

/** @throws SyntaxError, or TypeError where the bytes are not UTF-8, which would else be replaced without a word. */
const parseBytes = (bytes: ArrayBuffer): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));

async function readBody(request: Request): Promise<GraphQLParams> {
  let body: unknown;
  try {
    body = parseBytes(await request.arrayBuffer());
  } catch (cause) {
    throw unreadable('The body', cause);
  }
  if (Array.isArray(body))
    throw refusal(400, 'BAD_REQUEST', 'Batches are not answered: send one operation a request.');
  if (typeof body !== 'object' || body === null)
    throw refusal(400, 'BAD_REQUEST', 'The body must be a JSON object with a `query`.');
  return body;
}

function readUrl(request: Request): GraphQLParams {
  const { searchParams } = new URL(request.url);
  const parsed = (name: string): Record<string, unknown> | undefined => {
    const text = searchParams.get(name);
    if (!text) return undefined;
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw unreadable(`The parameter "${name}"`, cause);
    }
  };
  const named = NAMING_PARAMETERS.flatMap((name) => {
    const value = searchParams.get(name);
    return value ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(named),
    operationName: searchParams.get('operationName') || undefined,
    query: searchParams.get('query') || undefined,
    variables: parsed('variables'),
    extensions: parsed('extensions'),
  };
}

/**
 * Reads operations from the URL of a GET and from POST bodies of JSON, and from nothing else. A browser sends forms and
 * plain text to other sites without asking them first, so refusing these keeps pages elsewhere from asking in a visitor's
 * name.
 */
export function useJsonOnly(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method === 'GET') return setRequestParser(readUrl);
      if (request.method !== 'POST') return undefined;
      const { name, charset = 'utf-8' } = contentTypeOf(request);
      const encoding = request.headers.get('content-encoding') ?? 'identity';
      const refuse = (message: string) => refusal(415, 'UNSUPPORTED_MEDIA_TYPE', message);
      if (name !== 'application/json')
        throw refuse(`A POST to this server has Content-Type: application/json, not ${name || 'none'}.`);
      if (charset !== 'utf-8' && charset !== 'utf8')
        throw refuse(`JSON is sent to this server in UTF-8, not ${charset}.`);
      if (encoding !== 'identity')
        throw refuse(`This server reads bodies as they are, not in Content-Encoding: ${encoding}.`);
      return setRequestParser(readBody);
    },
  };
}
