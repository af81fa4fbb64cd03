import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { openTestGraph } from '../database/test-graph.ts';
import { HOURS, serveFor, slowGraph, slowStatements } from './graphs.ts';

let watcher: Graph;
beforeAll(async () => {
  watcher = await openTestGraph();
});
afterAll(() => watcher.close());

const SLOW = '{ about { claimCount } }';
const TIMEOUT_MS = 1_000;

async function untilRunning(count: number): Promise<void> {
  await expect.poll(() => slowStatements(watcher), { timeout: 10_000, interval: 20 }).toBe(count);
}

/** Milliseconds until no slow statement runs any more. */
async function untilEnded(): Promise<number> {
  const start = performance.now();
  await expect.poll(() => slowStatements(watcher), { timeout: 20_000, interval: 20 }).toBe(0);
  return performance.now() - start;
}

test('A request is answered when its time is up, and its statement is gone from Neo4j soon after.', async () => {
  const steppe = await serveFor(await slowGraph(HOURS), { STEPPE_REQUEST_TIMEOUT_MS: String(TIMEOUT_MS) });
  const start = performance.now();
  const asked = steppe.ask(SLOW);
  await untilRunning(1);
  const { status, data, errors } = await asked;
  const took = performance.now() - start;
  expect(took).toBeGreaterThan(TIMEOUT_MS - 50);
  expect(took).toBeLessThan(TIMEOUT_MS + 1_000);
  expect(status).toBe(504);
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message: `The request took longer than ${TIMEOUT_MS} ms and was ended. Ask for fewer items (\`first: …\`), narrow the filter, or split the query. What nobody has asked before takes longest: it may do to ask again.`,
      extensions: { code: 'TIMEOUT', limit: 'time', maximum: TIMEOUT_MS },
    },
  ]);
  expect(await untilEnded()).toBeLessThan(1_500);
  expect(steppe.log).toMatchObject([{ msg: 'request', status: 504, errors: ['TIMEOUT'] }]);
});

test('The server answers others while a statement hangs, and after it was ended.', async () => {
  const steppe = await serveFor(await slowGraph(HOURS), { STEPPE_REQUEST_TIMEOUT_MS: String(TIMEOUT_MS) });
  const asked = [steppe.ask(SLOW), steppe.ask(SLOW), steppe.ask(SLOW)];
  await untilRunning(3);
  expect((await steppe.ask('{ node(id: "org_nobody") { id } }')).data).toEqual({ node: null });
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([504, 504, 504]);
  expect((await steppe.ask('{ node(id: "org_nobody") { id } }')).data).toEqual({ node: null });
  await untilEnded();
});

test('A client that goes away takes its statement along, long before the time is up.', async () => {
  const steppe = await serveFor(await slowGraph(HOURS), { STEPPE_REQUEST_TIMEOUT_MS: '600000' });
  const client = new AbortController();
  const asked = fetch(steppe.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: SLOW }),
    signal: client.signal,
  });
  await untilRunning(1);
  client.abort();
  await expect(asked).rejects.toThrow('aborted');
  expect(await untilEnded()).toBeLessThan(1_500);
  await expect.poll(() => steppe.log).toMatchObject([{ status: 499, errors: ['CLIENT_GONE'] }]);
});

test('So does a client that sent its body in chunks.', async () => {
  const steppe = await serveFor(await slowGraph(HOURS), { STEPPE_REQUEST_TIMEOUT_MS: '600000' });
  const client = new AbortController();
  const body = new Blob([JSON.stringify({ query: SLOW })]).stream();
  const request: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
    signal: client.signal,
  };
  const asked = fetch(steppe.endpoint, request);
  await untilRunning(1);
  client.abort();
  await expect(asked).rejects.toThrow('aborted');
  expect(await untilEnded()).toBeLessThan(1_500);
});

test('Neo4j ends a statement by itself when the server could not: it was told the time that was left.', async () => {
  const graph = await slowGraph(HOURS);
  const start = performance.now();
  await expect(graph.read(graph.statements.get('about'), {}, { timeoutMs: 800 })).rejects.toThrow(
    'a statement took longer than 800 ms',
  );
  expect(performance.now() - start).toBeLessThan(4_000);
  await untilEnded();
});

test.each([
  ['its head', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-'],
  [
    'its body',
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  ],
])('A client that never ends %s is hung up on.', async (_, beginning) => {
  const steppe = await serveFor(watcher, { STEPPE_REQUEST_TIMEOUT_MS: '400' });
  const socket = connect(Number(new URL(steppe.url).port), '127.0.0.1');
  socket.write(beginning);
  let received = '';
  socket.on('data', (data) => {
    received += data.toString();
  });
  const start = performance.now();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(performance.now() - start).toBeLessThan(4_000);
  expect(received).toMatch(/^HTTP\/1\.1 408 /);
});

const ANSWERS = 30;
/** A megabyte each. */
const LONG = `{ __schema { ${Array.from({ length: 8 }, (_, i) => `types${i}: types { name description fields { name description args { name description } } }`).join(' ')} } }`;

/** What a client gets that asks for tens of megabytes over one connection, and reads as it likes. */
async function received(port: string, reading: (socket: Socket) => Promise<unknown>): Promise<number> {
  const socket = connect(Number(port), '127.0.0.1');
  const body = JSON.stringify({ query: LONG });
  const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  const last = `${head}Connection: close\r\n\r\n${body}`;
  socket.write(`${head}\r\n${body}`.repeat(ANSWERS - 1) + last);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  const chunks: Buffer[] = [];
  socket.on('data', (data: Buffer) => chunks.push(data));
  await reading(socket);
  await closed;
  return Buffer.concat(chunks).toString('latin1').split('HTTP/1.1 200 OK').length - 1;
}

test('A client that takes nothing of its answers is hung up on, soon after four times the time of a request.', async () => {
  const steppe = await serveFor(watcher, { STEPPE_REQUEST_TIMEOUT_MS: '1500' });
  const answers = await received(new URL(steppe.url).port, async (socket) => {
    socket.pause();
    await sleep(9_000);
    socket.resume();
  });
  expect(answers).toBeGreaterThan(0);
  expect(answers).toBeLessThan(ANSWERS);
});

test('A client that takes its answers slowly gets them all.', async () => {
  const steppe = await serveFor(watcher, { STEPPE_REQUEST_TIMEOUT_MS: '1500' });
  const start = performance.now();
  const answers = await received(new URL(steppe.url).port, async (socket) => {
    socket.on('data', async () => {
      socket.pause();
      await sleep(12);
      socket.resume();
    });
  });
  expect(performance.now() - start).toBeGreaterThan(3_000);
  expect(answers).toBe(ANSWERS);
}, 60_000);
