import { connect, createServer, type Socket } from 'node:net';
import { inject, onTestFinished } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { Statements } from '../../src/graph/statements.ts';

/** The tests’ graph over a connection that can be away for a while. */
export interface LeavingDatabase {
  readonly graph: Graph;
  /** Ends all connections, and takes no more until it is back. */
  leave(): void;
  comeBack(): void;
}

/** It lasts as long as the test. */
export async function leavingDatabase(): Promise<LeavingDatabase> {
  const database = inject('database');
  const { hostname, port } = new URL(database.uri);
  const sockets = new Set<Socket>();
  let isAway = false;
  const server = createServer((client) => {
    if (isAway) return void client.resetAndDestroy();
    const upstream = connect(Number(port), hostname);
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
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const uri = `bolt://127.0.0.1:${address.port}`;
  const graph = new Graph({ ...database, uri }, new Statements('cypher'), 2);
  const leave = (): void => {
    isAway = true;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  onTestFinished(async () => {
    await graph.close();
    leave();
    server.close();
  });
  return {
    graph,
    leave,
    comeBack() {
      isAway = false;
    },
  };
}
