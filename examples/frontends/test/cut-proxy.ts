import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Stands before the server, and can cut what goes through it. */
export interface CutProxy {
  /** The server’s `/graphql`, by way of this. */
  readonly url: string;
  /** What each connection asked, as it was sent. */
  readonly asked: readonly string[];
  /** Ends all connections in the middle, as a network that goes away does. */
  cut(): void;
}

/** It lasts as long as the test. */
export async function proxyTo(target: string): Promise<CutProxy> {
  const { hostname, port, pathname } = new URL(target);
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const place = asked.push('') - 1;
    const upstream = connect(Number(port), hostname);
    client.on('data', (chunk) => {
      asked[place] = `${asked[place]}${chunk}`;
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}${pathname}`, asked, cut };
}
