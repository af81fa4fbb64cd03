import { createHash } from 'node:crypto';
import { type AskedRange, askedRange } from './byte-range.ts';
import { isHead } from './head.ts';

/** Tables up to this length are told by their length and given in parts; longer ones only from beginning to end. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_KEPT = 4;
const KEPT_MS = 60_000;
/** So many are read to their ends at once; others are given from beginning to end meanwhile. */
const MOST_GATHERED = 4;

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

/** What a request asks for of a table; null for all of it, as always for POST, which has no ranges (RFC 9110, section 14.2). */
export function askedPart(request: Request): AskedPart | null {
  if (request.method !== 'GET') return null;
  const range = askedRange(request.headers.get('range'));
  if (!range && !isHead(request)) return null;
  return { isHead: isHead(request), range, ifRange: request.headers.get('if-range') };
}

type Bytes = AsyncGenerator<Uint8Array>;

interface Kept {
  readonly table: WholeTable;
  readonly timer: NodeJS.Timeout;
}

/**
 * Tables that are being read in parts, for as long as that may take: polars and DuckDB ask how long a file is, then for its
 * end, then for pieces. Each asks anew who they are and what they may; only the bytes are not made again.
 */
export class TableParts {
  readonly #kept = new Map<string, Kept>();
  /** Tables being read to their ends, by who asks for what of which change; null is one that is too long for that. */
  readonly #gathered = new Map<string, Promise<WholeTable | null>>();

  /**
   * A table read to its end; or, of one that is too long for that, or while others are read so, all of its bytes as they come.
   * Whoever asks how long it is, or for its last bytes, begins to read; what is asked for after that is of the same table, though
   * the graph has changed.
   * @param key of whoever asks, and what.
   */
  async read(
    key: string,
    { isHead, range }: AskedPart,
    bytes: Bytes,
    change: number,
  ): Promise<WholeTable | Bytes> {
    const goesOn = !isHead && range?.first != null;
    const kept = goesOn ? this.#kept.get(key) : undefined;
    if (kept) return kept.table;
    const name = `${change} ${key}`;
    for (let others = this.#gathered.get(name); others; others = this.#gathered.get(name)) {
      // What ended another request, its client that went, is not for this one.
      const table = await others.catch(() => undefined);
      if (table !== undefined) return table ?? bytes;
    }
    return this.#gathered.size < MOST_GATHERED ? this.#gather(key, name, bytes, change) : bytes;
  }

  async #gather(key: string, name: string, bytes: Bytes, change: number): Promise<WholeTable | Bytes> {
    const chunks: Uint8Array[] = [];
    const gathering = wholeOf(chunks, bytes, change);
    this.#gathered.set(name, gathering);
    try {
      const table = await gathering;
      if (table) this.#keep(key, table);
      return table ?? again(chunks, bytes);
    } finally {
      this.#gathered.delete(name);
    }
  }

  #keep(key: string, table: WholeTable): void {
    this.#forget(key);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= MOST_KEPT) this.#forget(oldest);
    const timer = setTimeout(() => this.#forget(key), KEPT_MS).unref();
    this.#kept.set(key, { table, timer });
  }

  #forget(key: string): void {
    clearTimeout(this.#kept.get(key)?.timer);
    this.#kept.delete(key);
  }
}

/** A table read to its end; null when it is too long for that: what was read of it is in `chunks` then. */
async function wholeOf(chunks: Uint8Array[], bytes: Bytes, change: number): Promise<WholeTable | null> {
  let length = 0;
  for (;;) {
    const { done, value } = await bytes.next();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > MOST_BYTES) return null;
  }
  const whole = Buffer.concat(chunks);
  const tag = `"${createHash('sha256').update(whole).digest('base64url')}"`;
  return { bytes: whole, tag, change };
}

async function* again(chunks: readonly Uint8Array[], rest: Bytes): Bytes {
  yield* chunks;
  yield* rest;
}
