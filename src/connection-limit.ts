import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long one who is turned away may take to read why. */
const LINGER_MS = 500;

function refusal(maximum: number): string {
  const message = `This server has ${maximum} connections open, the most it takes. Try again in a few seconds, and keep no more open than you use.`;
  const body = JSON.stringify({
    errors: [{ message, extensions: { code: 'LIMIT_EXCEEDED', limit: 'connections', maximum } }],
  });
  return [
    'HTTP/1.1 503 Service Unavailable',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Retry-After: 5',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/**
 * Turns away, with a reason, whoever connects while so many connections are open: each may keep a part of a body in memory.
 * Node’s `maxConnections` gives no reason, and has workers that are all full hand a connection around until one is not.
 */
export class ConnectionLimit {
  readonly #maximum: number;
  readonly #onFull: () => void;
  readonly #surplus = new WeakSet<Socket>();
  #open = 0;
  #isFull = false;

  /** @param onFull hears of it once, until there is room again. */
  constructor(maximum: number, onFull: () => void) {
    this.#maximum = maximum;
    this.#onFull = onFull;
  }

  watch(server: Server): void {
    server.prependListener('connection', (socket: Socket) => {
      if (this.#open >= this.#maximum) return this.#turnAway(socket);
      this.#open += 1;
      socket.once('close', () => {
        this.#open -= 1;
        this.#isFull = false;
      });
    });
  }

  /** What one who is turned away has sent meanwhile is not handled. */
  behind(handler: RequestListener): RequestListener {
    return (request, response) => {
      if (!this.#surplus.has(request.socket)) handler(request, response);
    };
  }

  #turnAway(socket: Socket): void {
    if (!this.#isFull) this.#onFull();
    this.#isFull = true;
    this.#surplus.add(socket);
    socket.on('error', () => undefined);
    socket.end(refusal(this.#maximum));
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  }
}
