import { createHash } from 'node:crypto';
import { type AskedRange, askedRange } from './byte-range.ts';
import { isHead } from './head.ts';
import type { OpenTable } from './open-table.ts';

/** Tables up to this length are told by their length and given in parts; longer ones only from beginning to end. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_KEPT = 4;
const KEPT_MS = 60_000;

/** A table that is there whole. */
export interface WholeTable {
  readonly bytes: Buffer;
  /** Of these bytes and no others. */
  readonly tag: string;
  readonly change: number;
}

/** What is asked for of a table other than all of it. */
export interface AskedPart {
  /** Only its headers, with its length. */
  readonly isHead: boolean;
  readonly range: AskedRange | null;
  /** The range is only wanted of the table with this tag; of another, all is. */
  readonly ifRange: string | null;
}

/** What a request asks for of a table; null for all of it. */
export function askedPart(request: Request): AskedPart | null {
  const range = askedRange(request.headers.get('range'));
  if (!range && !isHead(request)) return null;
  return { isHead: isHead(request), range, ifRange: request.headers.get('if-range') };
}

interface Kept extends WholeTable {
  readonly until: number;
}

/**
 * Tables that are being read in parts, for as long as that may take: polars and DuckDB ask how long a file is, then for its
 * end, then for pieces. Each asks anew who they are and what they may; only the bytes are not made again.
 */
export class TableParts {
  readonly #kept = new Map<string, Kept>();

  /**
   * A table read to its end; or, of one that is too long for that, all of its bytes as they come. Whoever asks how long it is,
   * or for its last bytes, begins to read; what is asked for after that is of the same table, though the graph has changed.
   * @param key of whoever asks, and what.
   */
  async read(
    key: string,
    { isHead, range }: AskedPart,
    { bytes }: OpenTable,
    change: number,
  ): Promise<WholeTable | AsyncGenerator<Uint8Array>> {
    const goesOn = !isHead && range?.first != null;
    const kept = goesOn ? this.#get(key) : undefined;
    if (kept) return kept;
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await bytes.next();
      if (done) break;
      chunks.push(value);
      length += value.length;
      if (length > MOST_BYTES) return again(chunks, bytes);
    }
    const whole = Buffer.concat(chunks);
    const tag = `"${createHash('sha256').update(whole).digest('base64url')}"`;
    this.#keep(key, { bytes: whole, tag, change });
    return { bytes: whole, tag, change };
  }

  #get(key: string): WholeTable | undefined {
    const now = performance.now();
    for (const [one, { until }] of this.#kept) if (until < now) this.#kept.delete(one);
    return this.#kept.get(key);
  }

  #keep(key: string, table: WholeTable): void {
    this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= MOST_KEPT) this.#kept.delete(oldest);
    this.#kept.set(key, { ...table, until: performance.now() + KEPT_MS });
  }
}

async function* again(
  chunks: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* chunks;
  yield* rest;
}
