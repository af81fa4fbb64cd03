import { IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** How long a refused client may go on sending. Closed at once, its half-sent body would reset the answer away. */
const LINGER_MS = 500;

/** Answers 413 and closes the connection; what is still sent meanwhile is discarded unread. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  maximum: number,
  headers: OutgoingHttpHeaders,
): void {
  const message = `The request body is over ${maximum} bytes, the most this server reads. Pass less in variables, or split the query.`;
  const body = JSON.stringify({
    errors: [{ message, extensions: { code: 'BODY_TOO_LARGE', limit: 'body', maximum } }],
  });
  response.writeHead(413, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  });
  // All of the answer is out before `end`, at which Node drops the connection.
  response.write(body);
  const end = () => response.end();
  const timer = setTimeout(end, LINGER_MS);
  request.once('end', end).resume();
  response.once('close', () => clearTimeout(timer));
}

/** The same request with its body read: for whoever reads it next, it came in one piece of a known length. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { 'transfer-encoding': _, ...headers } = request.headers;
  const read = Object.assign(new IncomingMessage(request.socket), {
    method: request.method,
    url: request.url,
    httpVersion: request.httpVersion,
    httpVersionMajor: request.httpVersionMajor,
    httpVersionMinor: request.httpVersionMinor,
    headers: { ...headers, 'content-length': String(body.length) },
    rawHeaders: request.rawHeaders,
    complete: true,
  });
  read.push(body);
  read.push(null);
  return read;
}

/**
 * Bounds request bodies in front of Yoga, whose own limit pipes every body through a stream (turn it off:
 * `maxRequestBodySize: false`). A body that says its length is refused by that or passed on as it is: Node reads no more
 * than was announced. One that does not (chunked) is collected up to `maximum` bytes first, then passed on.
 * @param onRefused hears of a request that is refused, and gives headers for its answer.
 */
export function limitBody(
  handler: Handler,
  maximum: number,
  onRefused: (request: IncomingMessage) => OutgoingHttpHeaders = () => ({}),
): Handler {
  return (request, response) => {
    const refuseThis = (): void => refuse(request, response, maximum, onRefused(request));
    if (Number(request.headers['content-length'] ?? 0) > maximum) return refuseThis();
    if (request.headers['transfer-encoding'] === undefined) return handler(request, response);

    const chunks: Buffer[] = [];
    let received = 0;
    const collect = (chunk: Buffer): void => {
      received += chunk.length;
      if (received <= maximum) {
        chunks.push(chunk);
        return;
      }
      request.off('data', collect).off('end', passOn);
      chunks.length = 0;
      refuseThis();
    };
    const passOn = (): void => {
      handler(withBody(request, Buffer.concat(chunks)), response);
    };
    // A client that goes away in the middle needs no answer.
    request.on('error', () => {});
    return request.on('data', collect).on('end', passOn);
  };
}
