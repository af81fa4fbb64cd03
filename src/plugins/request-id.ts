import { randomUUID } from 'node:crypto';

export const REQUEST_ID_HEADER = 'x-request-id';

/** What a proxy in front may have given: nothing that could be more than an id in a log. */
const usable = /^[\w.:-]{1,64}$/;
const ids = new WeakMap<Request, string>();

/** The id that the log and the answer know a request by: the one it came with, else one of our own. */
export const requestIdFrom = (given: unknown): string =>
  typeof given === 'string' && usable.test(given) ? given : randomUUID();

/** The same of a request: its `X-Request-Id`. */
export function requestId(request: Request): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const id = requestIdFrom(request.headers.get(REQUEST_ID_HEADER));
  ids.set(request, id);
  return id;
}
