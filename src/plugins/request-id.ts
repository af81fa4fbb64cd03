import { randomUUID } from 'node:crypto';

export const REQUEST_ID_HEADER = 'x-request-id';

/** What a proxy in front may have given: nothing that could be more than an id in a log. */
const usable = /^[\w.:-]{1,64}$/;
const ids = new WeakMap<Request, string>();

/** The id that the log and the answer know a request by: its `X-Request-Id`, else one of our own. */
export function requestId(request: Request): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const given = request.headers.get(REQUEST_ID_HEADER) ?? '';
  const id = usable.test(given) ? given : randomUUID();
  ids.set(request, id);
  return id;
}
