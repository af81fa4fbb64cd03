import neo4j, { type Driver, type ManagedTransaction, type Session } from 'neo4j-driver';
import { gather } from './answer.ts';
import { BookmarkGate } from './bookmarks.ts';
import { DatabaseUnavailable, isUnavailable, StatementEnded, translated } from './database-errors.ts';
import { FirstAnswers } from './first-answers.ts';
import { asOneColumn } from './one-column.ts';
import type { Row } from './row.ts';
import type { Statement, Statements } from './statements.ts';

export interface GraphAddress {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/** What one statement did, for `extensions.statements` and for tests that count. */
export interface StatementReport {
  readonly name: string;
  readonly rows: number;
  readonly milliseconds: number;
  readonly databaseHits?: number;
}

/** On whose behalf a statement runs: when to end it and whom to tell about it. */
export interface ReadScope {
  /** Ends the statement in the database when it fires. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly isProfiling?: boolean;
  readonly onStatement?: ((report: StatementReport) => void) | undefined;
  /** Told when the database has found the answer, before that is read. */
  readonly onFound?: () => void;
  /** What the statement comes after; whoever does not say reads after what this process wrote last. */
  readonly bookmarks?: readonly string[];
  /** Told of what comes after it: whatever is read so has seen at least as much, whichever member of a cluster answers. */
  readonly onBookmarks?: (bookmarks: string[]) => void;
}

/** What a write comes after, and whom to tell what comes after it. */
export interface WriteScope {
  readonly bookmarks?: readonly string[];
  readonly onCommit?: (bookmarks: string[]) => void;
}

interface ProfiledPlan {
  readonly dbHits?: number;
  readonly children?: readonly ProfiledPlan[];
}

function databaseHits(plan: ProfiledPlan | false | null): number {
  if (!plan) return 0;
  return (plan.children ?? []).reduce((sum, child) => sum + databaseHits(child), plan.dbHits ?? 0);
}

/** The driver notes the stack at each call, for errors: a quarter of the call’s time, and here it is always the same. */
function withoutTrace<T>(call: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The one way to Neo4j: runs statements, in read or write transactions. */
export class Graph {
  readonly statements: Statements;
  readonly #driver: Driver;
  readonly #database: string;
  readonly #gate: BookmarkGate;
  /** The bookmarks of the last write: in a cluster, another member may answer the next read. */
  #written: string[] = [];
  readonly #writeListeners = new Set<() => void>();
  readonly #firstAnswers = new FirstAnswers();

  constructor(address: GraphAddress, statements: Statements, poolSize: number) {
    this.statements = statements;
    this.#database = address.database;
    this.#driver = neo4j.driver(address.uri, neo4j.auth.basic(address.username, address.password), {
      disableLosslessIntegers: true,
      maxConnectionPoolSize: poolSize,
      fetchSize: -1,
      // Longer than a request may take: whose time is up is told so, not that connections are busy.
      connectionAcquisitionTimeout: 120_000,
      userAgent: 'steppe',
      telemetryDisabled: true,
    });
    const openSession = (bookmarks: string[]) =>
      this.#driver.session({
        database: address.database,
        defaultAccessMode: neo4j.session.READ,
        bookmarks,
        disableAutoCommitRetries: true,
      });
    this.#gate = new BookmarkGate(openSession, statements.get('ping'), Math.ceil(poolSize / 4));
  }

  /**
   * Waits until the database is as far as bookmarks say; statements of their own then follow with the same ones.
   * @throws BookmarkRefused, or BookmarkNotReached when it was not reached in time.
   */
  reach(bookmarks: readonly string[], patienceMs: number): Promise<void> {
    return this.#gate.reach(bookmarks, patienceMs);
  }

  /**
   * Runs a reading statement by itself (auto-commit costs half of a managed transaction) and tries a transient
   * failure once more.
   * @throws StatementEnded when the scope's signal or time ends it, DatabaseUnavailable when Neo4j does not answer.
   */
  read(statement: Statement, params: Record<string, unknown>, scope: ReadScope): Promise<Row[]> {
    const answer = this.#readOrAgain(statement, params, scope);
    this.#firstAnswers.note(statement.text, answer);
    return answer;
  }

  /** What to wait for before a statement is sent: while the first of its text is planned. */
  planning({ text }: Statement, signal: AbortSignal): Promise<void> | undefined {
    return this.#firstAnswers.coming(text, signal);
  }

  async #readOrAgain(
    statement: Statement,
    params: Record<string, unknown>,
    scope: ReadScope,
  ): Promise<Row[]> {
    try {
      return await this.#readOnce(statement, params, scope);
    } catch (error) {
      if (scope.signal?.aborted) throw new StatementEnded('the request has ended');
      if (!(error instanceof neo4j.Neo4jError)) throw error;
      if (error.retriable) {
        try {
          return await this.#readOnce(statement, params, scope);
        } catch (again) {
          throw translated(again, scope);
        }
      }
      throw translated(error, scope);
    }
  }

  async #readOnce(statement: Statement, params: Record<string, unknown>, scope: ReadScope): Promise<Row[]> {
    scope.signal?.throwIfAborted();
    const session = this.#driver.session({
      database: this.#database,
      defaultAccessMode: neo4j.session.READ,
      bookmarks: [...(scope.bookmarks ?? this.#written)],
      fetchSize: -1,
    });
    // Closing a session resets its connection, and that ends the running statement in the database.
    const end = () => void session.close().catch(() => undefined);
    scope.signal?.addEventListener('abort', end, { once: true });
    const started = performance.now();
    try {
      const oneColumn = asOneColumn(statement, this.statements);
      const sent = (oneColumn ?? statement).text;
      const text = scope.isProfiling ? `PROFILE ${sent}` : sent;
      const result = withoutTrace(() => session.run(text, params, { timeout: scope.timeoutMs }));
      const { rows, summary } = await gather(result, oneColumn, scope.onFound);
      scope.onBookmarks?.(session.lastBookmarks());
      scope.onStatement?.({
        name: statement.name,
        rows: rows.length,
        milliseconds: performance.now() - started,
        ...(scope.isProfiling ? { databaseHits: databaseHits(summary.profile) } : {}),
      });
      return rows;
    } finally {
      scope.signal?.removeEventListener('abort', end);
      await session.close();
    }
  }

  /** Runs work in one write transaction, tried again as a whole on deadlocks and lost connections. */
  async write<T>(
    work: (transaction: WriteTransaction) => Promise<T>,
    { bookmarks, onCommit }: WriteScope = {},
  ): Promise<T> {
    return this.#withSession(async (session) => {
      const result = await session.executeWrite(async (managed) => {
        const transaction = new WriteTransaction(managed);
        // When a statement that nobody waited for fails, so does what follows: the first failure tells why.
        return work(transaction).finally(() => transaction.settle());
      });
      onCommit?.(session.lastBookmarks());
      return result;
    }, bookmarks)
      .catch((error: unknown) => {
        throw isUnavailable(error) ? new DatabaseUnavailable(error.message) : error;
      })
      .finally(() => {
        for (const listener of this.#writeListeners) listener();
      });
  }

  /** Calls after each write of this process. @returns what ends that. */
  onWrite(listener: () => void): () => void {
    this.#writeListeners.add(listener);
    return () => void this.#writeListeners.delete(listener);
  }

  /** What comes after the last write of this process. */
  get written(): readonly string[] {
    return this.#written;
  }

  /** Runs a schema statement: constraints and indexes cannot share a transaction with data. */
  async runSchema(statement: Statement): Promise<void> {
    try {
      await this.#withSession((session) => session.run(statement.text));
    } catch (error) {
      // `IF NOT EXISTS` was true a moment ago: another server has just made it.
      if (!(error instanceof neo4j.Neo4jError && error.code.endsWith('AlreadyExists'))) throw error;
    }
  }

  async #withSession<T>(
    use: (session: Session) => Promise<T>,
    bookmarks = this.#written as readonly string[],
  ): Promise<T> {
    const session = this.#driver.session({ database: this.#database, bookmarks: [...bookmarks] });
    try {
      const result = await use(session);
      this.#written = session.lastBookmarks();
      return result;
    } finally {
      await session.close();
    }
  }

  /** Version and edition, for example `5.26.30 community`. */
  async serverVersion(): Promise<string> {
    const rows = await this.read(this.statements.get('server-version'), {}, { timeoutMs: 5_000 });
    return String(rows[0]?.get('version'));
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }
}

/** So many statements may be on their way at once: the database has always work, and not all parameters are in memory. */
const MAX_SENT = 3;

/** A transaction that writes; all of it happens or none. Its statements run in the order in which they are given. */
export class WriteTransaction {
  readonly #transaction: ManagedTransaction;
  readonly #sent: Promise<unknown>[] = [];

  constructor(transaction: ManagedTransaction) {
    this.#transaction = transaction;
  }

  async run(statement: Statement, params: Record<string, unknown> = {}): Promise<Row[]> {
    return (await this.#transaction.run(statement.text, params)).records;
  }

  /** Runs a statement whose rows nobody reads, and does not wait for it. */
  async send(statement: Statement, params: Record<string, unknown> = {}): Promise<void> {
    while (this.#sent.length >= MAX_SENT) await this.#sent.shift();
    const answer = this.run(statement, params);
    answer.catch(() => undefined);
    this.#sent.push(answer);
  }

  /** Waits for what was sent; fails with the first that failed. */
  async settle(): Promise<void> {
    for (const answer of this.#sent.splice(0)) await answer;
  }
}
