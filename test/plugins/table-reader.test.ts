import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createYoga } from 'graphql-yoga';
import { expect, onTestFinished, test } from 'vitest';
import { tableResponse } from '../../src/plugins/table-response.ts';

const MIB = 1024 * 1024;
const PATIENCE_MS = 300;

/** A server of one table. @param pauseMs how long each of its pages takes. */
async function serveTable(pages: number, pauseMs: number) {
  const ends: string[] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < pages; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      yield Buffer.alloc(MIB, i);
    }
  }
  const yoga = createYoga({
    logging: false,
    plugins: [
      {
        onRequest({ endResponse, fetchAPI, serverContext }) {
          const table = {
            contentType: 'text/csv',
            fileName: 'facts.csv',
            change: 1,
            link: '/',
            bytes: bytes(),
            part: null,
            fail: () => Buffer.from('failed'),
            patienceMs: PATIENCE_MS,
            onStall: () => ends.push('stalled'),
            onEnd: () => ends.push('end'),
          };
          endResponse(tableResponse(table, fetchAPI, (serverContext as { res?: ServerResponse }).res));
        },
      },
    ],
  });
  const server = createServer(yoga);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const read = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      request({ port, host: '127.0.0.1', agent: false }, resolve).on('error', reject).end();
    });
  return { server, ends, read };
}

test('A reader that takes nothing is let go, and holds no stop of the server; when it reads again, it hears of it.', async () => {
  const { server, ends, read } = await serveTable(100, 0);
  const response = await read();
  await new Promise((resolve) => server.close(resolve));
  await expect.poll(() => ends).toEqual(['stalled', 'end']);
  await expect(response.toArray()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('A reader that waits for pages which take long is none that takes nothing.', async () => {
  const { ends, read } = await serveTable(3, 2 * PATIENCE_MS);
  const response = await read();
  let length = 0;
  for await (const chunk of response) length += (chunk as Buffer).length;
  expect(length).toBe(3 * MIB);
  expect(ends).toEqual(['end']);
});
