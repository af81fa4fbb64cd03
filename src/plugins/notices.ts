import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';

/** A result with what resolvers have to say beside the data. */
export const withNotices = (
  result: ExecutionResult,
  { notices }: Pick<RequestContext, 'notices'>,
): ExecutionResult =>
  notices.size === 0
    ? result
    : { ...result, extensions: { ...result.extensions, notices: [...notices.values()] } };

/** Tells in `extensions.notices` what resolvers have to say beside the data. */
export function useNotices(): Plugin<RequestContext> {
  return {
    onExecute: ({ context }) => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(withNotices(result, context));
      },
    }),
  };
}
