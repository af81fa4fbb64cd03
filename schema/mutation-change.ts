import { hasRole } from '../src/auth/caller.ts';
import { forgetReads, type RequestContext } from '../src/context.ts';
import { InvalidArgument } from '../src/errors.ts';
import type { WriteTransaction } from '../src/graph/graph.ts';
import type { Statements } from '../src/graph/statements.ts';

/** Most claims a call. */
export const MAX_CLAIMS = 1_000;

/** Refuses a list that is empty or too long, before it is looked into. */
export function checkCount(argument: string, count: number): void {
  if (count === 0) throw new InvalidArgument(argument, 'it is empty: give at least one');
  if (count > MAX_CLAIMS)
    throw new InvalidArgument(argument, `at most ${MAX_CLAIMS} a call, not ${count}`, {
      limit: 'claims',
      maximum: MAX_CLAIMS,
    });
}

/** Ends a transaction in which nothing turned out to be new, so that it leaves no change number behind. */
class Unchanged<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super('nothing is new');
    this.result = result;
  }
}

/** What came of a call; `changeNumber` is null when nothing was new. */
export type Changed<T> = T & { readonly changeNumber: number | null };

/**
 * Makes one change on behalf of the request's caller: all of it or nothing, and who made it is kept. Work begins when the
 * graph's lock is held, so that what it looks up is so until it ends.
 */
export async function change<T extends object>(
  context: RequestContext,
  work: (
    transaction: WriteTransaction,
    statements: Statements,
  ) => Promise<{ readonly isNews: boolean; readonly result: T }>,
): Promise<Changed<T>> {
  const { caller } = context;
  const { statements } = context.now.reader;
  if (!caller || !hasRole(caller, 'editor')) throw new Error('a mutation was let through without an editor');
  try {
    return await context.write(async (transaction) => {
      await transaction.run(statements.get('write/lock-graph'));
      const { isNews, result } = await work(transaction, statements);
      if (!isNews) throw new Unchanged(result);
      const params = { tokenId: caller.id, tokenName: caller.name };
      const [row] = await transaction.run(statements.get('write/sign-change'), params);
      return { ...result, changeNumber: Number(row?.get('number')) };
    });
  } catch (error) {
    if (!(error instanceof Unchanged)) throw error;
    // Nothing was committed, so nothing says from when on all of it is there: an empty transaction does.
    await context.write(async () => undefined);
    return { ...(error as Unchanged<T>).result, changeNumber: null };
  } finally {
    forgetReads(context);
  }
}
