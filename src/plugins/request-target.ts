import type { IncomingMessage, RequestListener } from 'node:http';

/** What a request asks for as a path, be it given so or as a whole URL (RFC 9112, section 3.2.2); null when it cannot be read. */
function pathOf({ url = '', headers: { host = 'localhost' } }: IncomingMessage): string | null {
  if (/^https?:\/\//i.test(url)) {
    if (!URL.canParse(url)) return null;
    const { pathname, search } = new URL(url);
    return pathname + search;
  }
  return url.startsWith('/') && URL.canParse(`http://${host}${url}`) ? url : null;
}

/** Refuses what Yoga cannot make a URL of: it would answer 500 to `OPTIONS *` or a Host with a blank. */
export function readTarget(handler: RequestListener): RequestListener {
  return (request, response) => {
    const path = pathOf(request);
    if (path !== null) {
      // A slash at the end means the same, to whatever looks at paths.
      request.url = path.replace(/(?<=^[^?]+)\/(?=\?|$)/, '');
      handler(request, response);
      return;
    }
    const message = 'This request cannot be read: its target or its Host header is not part of a URL.';
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    response.writeHead(400, { 'Content-Type': 'application/json; charset=utf-8', Connection: 'close' });
    response.end(body);
  };
}
