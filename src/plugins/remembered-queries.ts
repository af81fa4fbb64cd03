/** Memory of one, beside its characters. */
const BYTES_EACH = 200;

/**
 * Texts of queries by their SHA-256, those asked for last, up to `maxBytes` together. Each server remembers its own: a client
 * that asks another one is told to send the text once more.
 */
export class RememberedQueries {
  readonly #maxBytes: number;
  /** In the order of use. */
  readonly #texts = new Map<string, string>();
  #bytes = 0;

  constructor(maxBytes = 16 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  get size(): number {
    return this.#texts.size;
  }

  get(hash: string): string | undefined {
    const text = this.#texts.get(hash);
    if (text === undefined) return undefined;
    this.#texts.delete(hash);
    this.#texts.set(hash, text);
    return text;
  }

  /** @param hash of this text. */
  set(hash: string, text: string): void {
    this.#remove(hash);
    this.#texts.set(hash, text);
    this.#bytes += bytesOf(text);
    for (const oldest of this.#texts.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(hash: string): void {
    const text = this.#texts.get(hash);
    if (text === undefined) return;
    this.#texts.delete(hash);
    this.#bytes -= bytesOf(text);
  }
}

/** A character takes two bytes at most. */
const bytesOf = (text: string): number => text.length * 2 + BYTES_EACH;
