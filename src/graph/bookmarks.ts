import neo4j, { type Session } from 'neo4j-driver';
import type { Statement } from './statements.ts';

/** Neo4j cannot read a bookmark, or it is one of another database. */
export class BookmarkRefused extends Error {
  override readonly name = 'BookmarkRefused';
}

/** The database is not as far as a bookmark says. */
export class BookmarkNotReached extends Error {
  override readonly name = 'BookmarkNotReached';
}

/** So many bookmarks that were reached are remembered. */
const MAX_KNOWN = 1_000;

/** Beside its own, Neo4j gives back a bookmark of another database: a name of 16 bytes more, 24 characters in base64. */
const FOREIGN_CHARACTERS = 16;

/**
 * Waits until the database is as far as bookmarks say, before anything else of a request is sent. Neo4j keeps a connection
 * for as long as it waits (30 s, and neither a timeout nor a reset ends that): whoever sends a bookmark that is never reached
 * takes one of these few places, and no connection that others need.
 */
export class BookmarkGate {
  readonly #openSession: (bookmarks: string[]) => Session;
  readonly #ping: Statement;
  readonly #asked = new Map<string, Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #ownLength: number | undefined;

  constructor(openSession: (bookmarks: string[]) => Session, ping: Statement, places: number) {
    this.#openSession = openSession;
    this.#ping = ping;
    this.#free = places;
  }

  /** @throws BookmarkRefused, or BookmarkNotReached when it was not reached in time. */
  async reach(bookmarks: readonly string[], patienceMs: number): Promise<void> {
    const key = bookmarks.join(',');
    const asked = this.#asked.get(key) ?? this.#remember(key, this.#ask(bookmarks, patienceMs));
    let timer: NodeJS.Timeout | undefined;
    const outOfPatience = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new BookmarkNotReached(`not in ${patienceMs} ms`)), patienceMs);
    });
    await Promise.race([asked, outOfPatience]).finally(() => clearTimeout(timer));
  }

  #remember(key: string, asked: Promise<void>): Promise<void> {
    this.#asked.set(key, asked);
    asked.catch(() => this.#asked.delete(key));
    const [oldest = key] = this.#asked.keys();
    if (this.#asked.size > MAX_KNOWN) this.#asked.delete(oldest);
    return asked;
  }

  async #ask(bookmarks: readonly string[], patienceMs: number): Promise<void> {
    const lateAt = performance.now() + patienceMs;
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      // Nobody waits for it any more.
      if (performance.now() > lateAt) throw new BookmarkNotReached(`not asked in ${patienceMs} ms`);
      const length = await this.#lengthAfter([...bookmarks]);
      this.#ownLength ??= await this.#lengthAfter([]);
      if (length - this.#ownLength > FOREIGN_CHARACTERS)
        throw new BookmarkRefused('it is of another database');
    } catch (error) {
      throw bookmarkProblem(error);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  /** How long a bookmark is that Neo4j gives after these. */
  async #lengthAfter(bookmarks: string[]): Promise<number> {
    const session = this.#openSession(bookmarks);
    try {
      await session.run(this.#ping.text);
      return session.lastBookmarks().join('').length;
    } finally {
      await session.close();
    }
  }
}

function bookmarkProblem(error: unknown): unknown {
  if (!(error instanceof neo4j.Neo4jError)) return error;
  if (error.code.includes('InvalidBookmark')) return new BookmarkRefused('it is none that Neo4j can read');
  if (error.code.includes('BookmarkTimeout')) return new BookmarkNotReached(error.message);
  return error;
}
