import type { Plugin } from 'graphql-yoga';

/** Answers whatever is asked beside these paths with 404, and says where there is something. */
export function useUnknownPath(paths: readonly string[]): Plugin {
  return {
    onRequest({ url, endResponse, fetchAPI: { Response } }) {
      if (paths.includes(url.pathname)) return;
      const message = `There is nothing at this path: GraphQL answers at ${paths[0]}.`;
      endResponse(
        Response.json({ errors: [{ message, extensions: { code: 'NOT_FOUND' } }] }, { status: 404 }),
      );
    },
  };
}
