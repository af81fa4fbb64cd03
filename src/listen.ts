import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { BusyPoll, mostPolled } from './busy-poll.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { OperatorError } from './errors.ts';
import type { Settings } from './settings.ts';

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Takes no more requests, answers those under way, and settles when all are answered or the time is up. */
  close(patienceMs: number): Promise<void>;
}

function listenProblem(error: NodeJS.ErrnoException, { HOST, PORT }: Settings): OperatorError {
  const where = `${HOST}:${PORT}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new OperatorError(
        `Port ${PORT} at ${HOST} is taken by another program: stop it, or choose another port with PORT (0 takes a free one).`,
      );
    case 'EACCES':
      return new OperatorError(`This user may not listen at ${where}: choose a port from 1024 up with PORT.`);
    default:
      return new OperatorError(
        `Cannot listen at ${where} (${error.code ?? error.message}): set HOST to an address of this machine, and PORT.`,
      );
  }
}

/** @throws OperatorError when the address cannot be had. */
async function listen(server: Server, settings: Settings): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenProblem(error, settings)));
    server.listen(settings.PORT, settings.HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/**
 * Sees whether the address can be had, before minutes are spent on what will be served there.
 * @returns the address, with a free port where PORT is 0.
 */
export async function checkAddress(settings: Settings): Promise<string> {
  const server = createServer();
  const url = await listen(server, settings);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

/**
 * Sees which connections have no request under way. Node knows those that had one and wait for another, but not those
 * that browsers open in advance: they would hold a stop until the patience is over.
 * @returns what closes them, and each other one once its request is answered.
 */
function trackConnections(server: Server): () => void {
  const requestsOn = new Map<Socket, number>();
  let isClosing = false;
  const settle = (socket: Socket): void => {
    if (isClosing && requestsOn.get(socket) === 0) socket.end(() => socket.destroy());
  };
  const count = (socket: Socket, change: number): void => {
    const before = requestsOn.get(socket);
    if (before !== undefined) requestsOn.set(socket, before + change);
  };
  server.on('connection', (socket: Socket) => {
    requestsOn.set(socket, 0);
    socket.once('close', () => requestsOn.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    count(socket, 1);
    response.once('close', () => {
      count(socket, -1);
      settle(socket);
    });
  });
  return () => {
    isClosing = true;
    for (const socket of requestsOn.keys()) settle(socket);
  };
}

/**
 * Serves a handler at HOST and PORT.
 * @param onFull hears that no more connections are taken, once until there is room again.
 * @throws OperatorError when the address cannot be had.
 */
export async function startListening(
  handler: RequestListener,
  settings: Settings,
  onFull: () => void = () => undefined,
): Promise<RunningServer> {
  // A client that sends its request a byte at a time does not keep a connection for longer than an answer takes. Node
  // exchanges the two limits when that for the head is the larger, and looks at the clock every 30 s by default.
  const sendingMs = 2 * settings.STEPPE_REQUEST_TIMEOUT_MS;
  const limit = new ConnectionLimit(settings.STEPPE_MAX_CONNECTIONS, onFull);
  const server = createServer(
    {
      headersTimeout: sendingMs,
      requestTimeout: sendingMs,
      connectionsCheckingInterval: Math.min(sendingMs, 5_000),
    },
    limit.behind(handler),
  );
  limit.watch(server);
  new BusyPoll(settings.STEPPE_BUSY_POLL_MS, mostPolled(settings.STEPPE_WORKERS)).watch(server);
  // What is sent waits in memory for a reader that does not take it. One that takes a little keeps its connection.
  server.setTimeout(sendingMs, (socket) => {
    if (socket.writableLength > 0) socket.destroy();
  });
  const closeUnused = trackConnections(server);
  const url = await listen(server, settings);
  return {
    url,
    close: (patienceMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        closeUnused();
      }),
  };
}
