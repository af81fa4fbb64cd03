import neo4j, { type Neo4jError } from 'neo4j-driver';

/** The database did not answer, or answered that it cannot now. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** A statement takes more memory than the database has left for it. */
export class DatabaseMemoryUsed extends Error {
  override readonly name = 'DatabaseMemoryUsed';
}

/** The statement was ended because its request's time was up or its client had gone. */
export class StatementEnded extends Error {
  override readonly name = 'StatementEnded';
}

const UNAVAILABLE = new Set<string>([
  neo4j.error.SERVICE_UNAVAILABLE,
  neo4j.error.SESSION_EXPIRED,
  'Neo.TransientError.Transaction.BookmarkTimeout',
  'Neo.TransientError.General.DatabaseUnavailable',
]);

/** Whether it is the database that is away, whatever was asked of it. */
export const isUnavailable = (error: unknown): error is Neo4jError =>
  error instanceof neo4j.Neo4jError && UNAVAILABLE.has(error.code);

/** A failure of a read as whoever asked understands it. */
export function translated(
  error: unknown,
  scope: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): unknown {
  if (scope.signal?.aborted) return new StatementEnded('the request has ended');
  if (!(error instanceof neo4j.Neo4jError)) return error;
  if (error.code.includes('TransactionTimedOut') || error.code.includes('Terminated'))
    return new StatementEnded(`a statement took longer than ${scope.timeoutMs} ms`);
  if (error.code.endsWith('MemoryPoolOutOfMemoryError')) return new DatabaseMemoryUsed(error.message);
  if (isUnavailable(error)) return new DatabaseUnavailable(error.message);
  return error;
}
