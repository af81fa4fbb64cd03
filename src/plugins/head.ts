import type { Plugin } from 'graphql-yoga';

const heads = new WeakSet<Request>();

/** Whether only the headers of an answer are wanted. */
export const isHead = (request: Request): boolean => heads.has(request);

/** How a request came, before HEAD was made GET. */
export const methodOf = (request: Request): string => (isHead(request) ? 'HEAD' : request.method);

/**
 * Answers HEAD as it would GET (RFC 9110, section 9.3.2); Node leaves the body away. It stands in front of all that looks at
 * methods. Writing by GET is refused, and so it is by HEAD.
 */
export function useHead(): Plugin {
  return {
    onRequest({ request, setRequest, fetchAPI }) {
      if (request.method !== 'HEAD') return;
      const { url, headers, signal } = request;
      const get = new fetchAPI.Request(url, { method: 'GET', headers, signal });
      heads.add(get);
      setRequest(get);
    },
  };
}
