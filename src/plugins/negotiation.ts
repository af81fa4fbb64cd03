import { isAsyncIterable, type Plugin, processRegularResult } from 'graphql-yoga';
import { tableFormats } from '../export/formats.ts';
import { acceptedTypes, EVENTS, JSON_TYPES } from './accepted-types.ts';

/** What Yoga makes of an operation’s result, if nothing else is taken. */
const PARTS = 'multipart/mixed';
const TAKEN = [...JSON_TYPES, EVENTS, PARTS, ...tableFormats.map(({ contentType }) => contentType)];

const TABLES = tableFormats.map(({ mediaType }) => mediaType);
const NOT_ACCEPTABLE = {
  message: `Nothing that \`Accept\` names can be had here. Leave it out, or name ${JSON_TYPES.join(' or ')}; ${EVENTS} for a subscription; ${TABLES.join(', ')} for a table.`,
  extensions: { code: 'NOT_ACCEPTABLE', available: [...JSON_TYPES, EVENTS, ...TABLES] },
};

/**
 * Has answers in the type that a request likes best, by the weights in its `Accept`, which Yoga does not look at. Where nothing that
 * it takes can be had, it is told what can before anything is executed.
 */
export function useNegotiation(path: string): Plugin {
  return {
    onRequest({ request, url, endResponse, fetchAPI: { Response } }) {
      if (url.pathname !== path || request.method === 'OPTIONS' || url.searchParams.has('table')) return;
      if (acceptedTypes(request.headers, TAKEN).length > 0) return;
      const body = { errors: [NOT_ACCEPTABLE] };
      endResponse(Response.json(body, { status: 406, headers: { Vary: 'Accept' } }));
    },
    onResultProcess({ request, result, setResultProcessor }) {
      const [best] = isAsyncIterable(result) ? [] : acceptedTypes(request.headers, JSON_TYPES);
      if (best)
        setResultProcessor(
          (answer, fetchAPI, type) => processRegularResult(answer as typeof result, fetchAPI, type),
          best,
        );
    },
  };
}
