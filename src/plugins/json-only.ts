import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Takes POST bodies as JSON only. A browser sends forms and plain text to other sites without asking them first, so
 * refusing these keeps pages elsewhere from asking in a visitor's name.
 */
export function useJsonOnly(): Plugin {
  return {
    onRequestParse({ request }) {
      if (request.method !== 'POST') return;
      const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (type === 'application/json') return;
      throw new GraphQLError(
        `A POST to this server has Content-Type: application/json, not ${type ?? 'none'}.`,
        {
          extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', http: { status: 415 } },
        },
      );
    },
  };
}
