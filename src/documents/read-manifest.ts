import { InputFileError } from '../errors.ts';
import type { ClientDocument } from './client-document.ts';
import { isDocumentId } from './document-id.ts';

const APOLLO = 'apollo-persisted-query-manifest';

interface Entry {
  readonly id: unknown;
  readonly text: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The entries of a manifest: of Apollo’s `generate-persisted-query-manifest`, or a map of ids to texts as the compilers of
 * Relay (`persistConfig`) and graphql-codegen (`persistedDocuments`) write it. Null for other JSON.
 */
function entriesOf(value: unknown): Entry[] | null {
  if (!isObject(value)) return null;
  if (value.format === APOLLO && Array.isArray(value.operations))
    return value.operations.map((operation: unknown) =>
      isObject(operation) ? { id: operation.id, text: operation.body } : { id: null, text: null },
    );
  const entries = Object.entries(value);
  const isMap = entries.every(([, text]) => typeof text === 'string' && text.includes('{'));
  return isMap ? entries.map(([id, text]) => ({ id, text })) : null;
}

/** The line in which a text of JSON has a string for the first time. */
function lineOf(json: string, text: string): number {
  const at = json.indexOf(JSON.stringify(text));
  return at === -1 ? 1 : json.slice(0, at).split('\n').length;
}

/** A file that is not JSON, or JSON with something more, such as comments. */
export class NoJson extends InputFileError {
  constructor(file: string, cause: Error) {
    super(file, 1, '', `this is no JSON: ${cause.message}`);
  }
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * The documents of a client’s manifest; null when the file is none.
 * @throws NoJson
 * @throws InputFileError when an entry is not usable.
 */
export function readManifest(file: string, json: string): ClientDocument[] | null {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(BYTE_ORDER_MARK, ''));
  } catch (error) {
    throw new NoJson(file, error as Error);
  }
  return (
    entriesOf(value)?.map(({ id, text }, i) => {
      const line = typeof id === 'string' ? lineOf(json, id) : 1;
      if (typeof id !== 'string' || !isDocumentId(id) || id.includes(':'))
        throw new InputFileError(
          file,
          line,
          `operation ${i + 1}`,
          `its id (${JSON.stringify(id)}) is none that clients can send: up to 256 letters, digits and -._~`,
        );
      if (typeof text !== 'string') throw new InputFileError(file, line, id, 'it has no text');
      return { file, id, text, line };
    }) ?? null
  );
}
