import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';

/** Tells in `extensions.notices` what resolvers have to say beside the data. */
export function useNotices(): Plugin<RequestContext> {
  return {
    onExecute: ({ context }) => ({
      onExecuteDone({ result, setResult }) {
        const { notices } = context;
        if (isAsyncIterable(result) || notices.size === 0) return;
        setResult({ ...result, extensions: { ...result.extensions, notices: [...notices.values()] } });
      },
    }),
  };
}
