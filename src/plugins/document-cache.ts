import type { DocumentNode } from 'graphql';

/**
 * Memory of a parsed document, measured on Node 20: its tokens and the nodes made of them, 230 to 490 bytes a token; its
 * text, and texts within it, which escapes turn into ropes of 17 bytes a character.
 */
const BYTES_PER_TOKEN = 500;
const BYTES_PER_CHARACTER = 20;

function estimatedBytes(text: string, document: DocumentNode): number {
  let tokens = 0;
  // Comments are in this chain too.
  for (let token = document.loc?.startToken; token; token = token.next ?? undefined) tokens += 1;
  return tokens * BYTES_PER_TOKEN + text.length * BYTES_PER_CHARACTER;
}

/**
 * Parsed documents by their text, those asked for last, up to `maxBytes` together: Yoga's own cache counts documents (1,024
 * of them), whatever their size. Whether a document is valid is remembered by Yoga as long as the document lives.
 */
export class DocumentCache {
  readonly #maxBytes: number;
  /** In the order of use. */
  readonly #entries = new Map<string, { readonly document: DocumentNode; readonly bytes: number }>();
  #bytes = 0;

  constructor(maxBytes = 32 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(text: string): DocumentNode | undefined {
    const entry = this.#entries.get(text);
    if (!entry) return undefined;
    this.#entries.delete(text);
    this.#entries.set(text, entry);
    return entry.document;
  }

  set(text: string, document: DocumentNode): void {
    this.#remove(text);
    const bytes = estimatedBytes(text, document);
    this.#entries.set(text, { document, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(text: string): void {
    this.#bytes -= this.#entries.get(text)?.bytes ?? 0;
    this.#entries.delete(text);
  }
}

/** Remembers nothing: a text that does not parse is read again, up to the limit of tokens, in under a millisecond. */
const noErrors = { get: (): undefined => undefined, set: (): void => {} };

/** Yoga's `parserAndValidationCache`, bounded by memory. One for each server. */
export const boundedCache = (documentCache = new DocumentCache()) => ({
  documentCache,
  errorCache: noErrors,
});
